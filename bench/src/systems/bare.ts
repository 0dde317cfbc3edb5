import { fileURLToPath } from "node:url";
import type { Ends } from "../ends.ts";
import { bare, fanOut, fastify } from "../figures/run.ts";
import type { Shot } from "../load/order.ts";
import type { Member } from "../processes/members.ts";
import { startProgram } from "../processes/program.ts";
import { openDataDir } from "./data-dir.ts";
import { startNats } from "./start-nats.ts";

/** What everything is compared with, on a NATS server of its own. */
export interface BareSystem {
  readonly name: string;
  readonly members: readonly Member[];
  readonly shots: Readonly<Record<string, Shot>>;
}

/** Starts the bare server, and those that it asks, each in a process of its own. */
export async function startBare(ends: Ends): Promise<BareSystem> {
  const nats = await startNats(ends, await openDataDir(ends), "");
  const natsUrl = `nats://${nats.url}`;
  const subjects = ["bench.one", "bench.two", "bench.three"];
  const start = async (name: string, file: string, args: readonly string[], isReady: RegExp) => {
    const program = fileURLToPath(new URL(file, import.meta.url));
    const started = await startProgram(ends, [program, natsUrl, ...args], (line) => isReady.test(line));
    return { ...started, name };
  };
  const responders = await Promise.all(
    subjects.map((subject) => start(subject, "bare-responder.js", [subject], /^answering$/)),
  );
  const server = await start("server", "bare-server.js", subjects, /^http/);
  const allowed = '"verdict":"allowed"';
  return {
    name: bare,
    members: [server, ...responders, { name: "nats", pid: nats.pid }],
    shots: {
      [fastify]: { url: `${server.line}/fastify`, body: "{}", expects: allowed },
      [fanOut]: { url: `${server.line}/fan-out`, body: "{}", expects: allowed },
    },
  };
}
