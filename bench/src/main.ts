// Requests per second and latencies of the resolve pipeline, beside what the same machine does without it.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Figures, load, type Shot } from "./load.ts";
import { startBus } from "./nats.ts";
import { startProgram } from "./processes.ts";
import { table } from "./report.ts";
import { prepareScenarios, type Stack } from "./scenarios.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
});
const seconds = Number(values.seconds);
const connections = [1, 10, 50];

const dataDir = await mkdtemp(join(tmpdir(), "stagepass-bench-"));
const programs: { stop(): Promise<void> }[] = [];
try {
  const start = fileURLToPath(new URL("../../apps/local/start.js", import.meta.url));
  const local = await startProgram([start, "--port", "0", "--data-dir", dataDir], (line) =>
    line.includes("is ready"),
  );
  programs.push(local);
  const bus = await startBus(dataDir);
  programs.push(bus);
  const bare = await startProgram(
    [fileURLToPath(new URL("bare-server.js", import.meta.url)), bus.url],
    (line) => line.startsWith("http"),
  );
  programs.push(bare);

  const stack: Stack = JSON.parse(await readFile(join(dataDir, "local.json"), "utf8"));
  const shots: Record<string, Shot> = {
    "Fastify alone": { url: `${bare.line}/bare`, body: "{}" },
    "Fastify + 3 NATS requests": { url: `${bare.line}/fan-out`, body: "{}" },
  };
  for (const [name, shot] of Object.entries(await prepareScenarios(stack))) shots[`resolve ${name}`] = shot;

  const measured: Record<string, Figures[]> = {};
  for (const [name, shot] of Object.entries(shots)) {
    const figures: Figures[] = [];
    for (const count of connections) {
      process.stderr.write(`${name}, ${count} connection${count === 1 ? "" : "s"} …\n`);
      figures.push(await load(shot, count, seconds));
    }
    measured[name] = figures;
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(measured, null, 2)}\n` : table(measured, "Fastify + 3 NATS requests"),
  );
} finally {
  for (const program of programs.reverse()) await program.stop();
  await rm(dataDir, { recursive: true, force: true });
}
