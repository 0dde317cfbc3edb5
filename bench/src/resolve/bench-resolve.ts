import { fileURLToPath } from "node:url";
import { findFreePort } from "@stagepass/local/parts/processes/free-port";
import { type Figures, load, type Shot } from "../load/load.ts";
import { startProgram } from "../processes/program.ts";
import { startLocalStack } from "../systems/local-stack.ts";
import { startBus } from "../systems/start-nats.ts";
import { prepareScenarios } from "./scenarios.ts";

const connections = [1, 10, 50];

/** What the others are compared with: one HTTP request that asks three services over NATS and does nothing else. */
export const baseline = "Fastify + 3 NATS requests";

/** Requests per second and latencies of the resolve pipeline, beside what the same machine does without it. */
export async function benchResolve(seconds: number): Promise<Record<string, Figures[]>> {
  const local = await startLocalStack(["--legacy-port", String(await findFreePort())]);
  const programs: { stop(): Promise<void> }[] = [{ stop: local.remove }];
  try {
    const bus = await startBus(local.dataDir);
    programs.push(bus);
    const bareServer = fileURLToPath(new URL("../systems/bare-server.js", import.meta.url));
    const bare = await startProgram([bareServer, bus.url], (line) => line.startsWith("http"));
    programs.push(bare);

    const shots: Record<string, Shot> = {
      "Fastify alone": { url: `${bare.line}/bare`, body: "{}" },
      [baseline]: { url: `${bare.line}/fan-out`, body: "{}" },
    };
    Object.assign(shots, await prepareScenarios(local.stack));

    const measured: Record<string, Figures[]> = {};
    for (const [name, shot] of Object.entries(shots)) {
      const figures: Figures[] = [];
      for (const count of connections) {
        process.stderr.write(`${name}, ${count} connection${count === 1 ? "" : "s"} …\n`);
        figures.push(await load(shot, count, seconds));
      }
      measured[name] = figures;
    }
    return measured;
  } finally {
    for (const program of programs.reverse()) await program.stop();
  }
}
