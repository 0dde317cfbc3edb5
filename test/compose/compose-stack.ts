import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ServiceId } from "@stagepass/contracts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const execute = promisify(execFile);
const baseImages = ["node:24-alpine", "postgres:17-alpine", "nats:2-alpine", "caddy:2-alpine"];

/** The output of a command, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker` with the project, ports and images of this stack, and with the public default secrets. */
export async function docker(...args: string[]): Promise<Ended> {
  const env = {
    ...process.env,
    COMPOSE_PROJECT_NAME: `stagepass-test-${process.pid}`,
    // The .env file in this checkout may have secrets and ports of another stack.
    COMPOSE_DISABLE_ENV_FILE: "true",
    STAGEPASS_TAG: "test",
    STAGEPASS_PORT: "0",
    STAGEPASS_NATS_PORT: "0",
    STAGEPASS_LEGACY_PORT: "0",
    // The build reaches npm's registry in the same way as this machine.
    STAGEPASS_BUILD_NETWORK: "host",
  };
  try {
    return { code: 0, ...(await execute("docker", args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 })) };
  } catch (error) {
    if (error instanceof Error && "stdout" in error && "stderr" in error && "code" in error) {
      return { code: Number(error.code), stdout: String(error.stdout), stderr: String(error.stderr) };
    }
    throw error;
  }
}

/** Runs `docker compose …` and returns its standard output. Throws when it fails. */
export async function compose(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await docker("compose", ...args);
  if (code !== 0) throw new Error(`docker compose ${args.join(" ")} ended with ${code}: ${stderr}`);
  return stdout;
}

/** Returns why the stack cannot be tested on this machine, or undefined when it can. Base images are never pulled. */
export async function findObstacle(): Promise<string | undefined> {
  if ((await docker("info").catch(() => undefined))?.code !== 0) return "no Docker engine answers";
  if ((await docker("compose", "version")).code !== 0) return "docker compose is not installed";
  const present = await Promise.all(
    baseImages.map(async (image) => (await docker("image", "inspect", image)).code === 0),
  );
  const missing = baseImages.filter((_, index) => !present[index]);
  return missing.length === 0 ? undefined : `these images are missing: ${missing.join(", ")}`;
}

/** Starts the stack, or updates the one that runs. Returns the edge's URL. */
export async function up(...options: string[]): Promise<string> {
  await compose("up", "--wait", ...options);
  return edgeUrl(8080);
}

/** Returns the URL at which this machine reaches a port of the edge's container. */
export async function edgeUrl(port: number): Promise<string> {
  return `http://${(await compose("port", "edge", String(port))).trim()}`;
}

/** Returns the ids of a service's containers. */
export async function containersOf(service: string): Promise<string[]> {
  return (await compose("ps", "--quiet", service)).split("\n").filter((id) => id !== "");
}

/** Returns how many messages NATS has sent to each connection of a service. */
export async function deliveredTo(service: ServiceId): Promise<number[]> {
  const text = await compose("exec", "-T", "nats", "wget", "-qO-", "http://127.0.0.1:8222/connz");
  const { connections } = JSON.parse(text) as { connections: { name?: string; out_msgs: number }[] }; // NATS's own form
  return connections
    .filter(({ name }) => name === `stagepass-${ServiceId.parse(service)}`)
    .map((connection) => connection.out_msgs);
}
