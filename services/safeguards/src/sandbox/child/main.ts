// The program of a child process: it runs what the parent sends, one policy after the other, until the parent is gone.
import { Socket } from "node:net";
import { readFrames, writeFrame } from "../frames.ts";
import { limits } from "../limits.ts";
import type { Reply } from "../messages.ts";
import { answer } from "./answer.ts";
import { warmUp } from "./warm-up.ts";

const parent = new Socket({ fd: 3 });
// When the connection ends, for whatever reason, the parent is gone.
parent.on("error", () => process.exit());
parent.on("close", () => process.exit());

await warmUp();
readFrames(parent, {
  longest: limits.requestBytes,
  onFrame: (body) => void respond(body),
  onTooLong: () => process.exit(1),
});
reply({ kind: "ready" });

async function respond(body: Buffer): Promise<void> {
  // After a fault the state of the engine is unknown. The process ends, which fails the policy.
  reply(await answer(body, () => reply({ kind: "started" })).catch(() => process.exit(1)));
}

function reply(message: Reply): void {
  writeFrame(parent, [Buffer.from(JSON.stringify(message))]);
}
