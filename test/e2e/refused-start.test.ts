import { once } from "node:events";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import { eventStream } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../../apps/local/src/parts/processes/free-port.ts";
import { startEventBus } from "../support/bus/event-bus.ts";
import { query } from "../support/servers/schema.ts";
import { apiAt } from "../support/stack/api.ts";
import { type Parts, startParts } from "../support/stack/parts.ts";
import { environmentOn, spawnService, startService } from "../support/stack/separate-services.ts";

let parts: Parts;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  parts = await startParts();
  env = environmentOn(parts);
});

afterAll(() => parts?.stop());

/** Starts the profiles service in an environment in which it must fail. Returns its message and exit code. */
async function failedStart(
  changed: Record<string, string>,
): Promise<{ says: string; exitCode: number | null }> {
  const child = spawnService("profiles", { ...env, LOG_LEVEL: "silent", ...changed });
  child.stdout.resume();
  const [says] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { says, exitCode: child.exitCode };
}

/** Returns a URL of the environment with one part replaced. */
function urlWith(name: string, part: "password" | "port", value: string): Record<string, string> {
  const url = new URL(env[name] ?? "");
  url[part] = value;
  return { [name]: url.href };
}

/** Runs the service with a correct environment, and stops it. */
async function runOnce(work: (url: string) => Promise<unknown> = async () => {}): Promise<void> {
  const { child, url } = await startService("profiles", env);
  await work(url);
  child.kill("SIGTERM");
  await once(child, "exit");
}

test("a start with a wrong password for NATS names the variable and does not repeat its value", async () => {
  expect(await failedStart(urlWith("PROFILES_NATS_URL", "password", "swordfish"))).toEqual({
    says: expect.stringMatching(/as user profiles: .*PROFILES_NATS_URL must have the password/),
    exitCode: 1,
  });
});

test("a start with a wrong password for Postgres names the variable and does not repeat its value", async () => {
  const { says, exitCode } = await failedStart(urlWith("PROFILES_DATABASE_URL", "password", "swordfish"));
  expect(says).toMatch(/password authentication failed.*PROFILES_DATABASE_URL must name/);
  expect(says).not.toContain("swordfish");
  expect(exitCode).toBe(1);
});

test("a start fails with what to do when NATS cannot be reached", async () => {
  expect(await failedStart(urlWith("PROFILES_NATS_URL", "port", String(await findFreePort())))).toEqual({
    says: expect.stringMatching(/cannot connect to NATS at .*PROFILES_NATS_URL must name a NATS server/),
    exitCode: 1,
  });
});

test("a start fails with what to do when Postgres cannot be reached", async () => {
  expect(await failedStart(urlWith("PROFILES_DATABASE_URL", "port", String(await findFreePort())))).toEqual({
    says: expect.stringMatching(/cannot connect to Postgres at .*PROFILES_DATABASE_URL must name a server/),
    exitCode: 1,
  });
});

test("a start fails with what to do when the port is in use", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  expect(await failedStart({ HTTP_PORT: String(port) })).toEqual({
    says: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use. Stop what uses it`),
    exitCode: 1,
  });
});

test("a start fails with what to do when JetStream is switched off in NATS", async () => {
  const bus = await startEventBus({ jetStream: false });
  onTestFinished(() => bus.stop());
  expect(await failedStart({ PROFILES_NATS_URL: bus.urlFor("profiles") })).toEqual({
    says: expect.stringMatching(/JetStream is switched off .* Start nats-server with --jetstream/),
    exitCode: 1,
  });
});

test("a start fails with what to do when the stream has settings that NATS cannot change", async () => {
  const bus = await startEventBus();
  onTestFinished(() => bus.stop());
  const administrator = await bus.connectAs("root");
  onTestFinished(() => administrator.close());
  const manager = await administrator.jetstreamManager();
  await manager.streams.delete(eventStream.name);
  const { name, subjects } = eventStream;
  await manager.streams.add({ name, subjects: [...subjects], storage: "memory" as never }); // the type is an enum
  expect(await failedStart({ PROFILES_NATS_URL: bus.urlFor("profiles") })).toEqual({
    says: expect.stringMatching(/storage is "memory", not "file".*nats stream rm STAGEPASS_EVENTS/),
    exitCode: 1,
  });
});

test("a start fails with what to do when the keyring does not fit the data", async () => {
  await runOnce((url) => apiAt(url, parts.secrets.operatorKey)("POST", "/v1/orgs", { name: "keyed" }));
  const STAGEPASS_KEYRING = `other:${Buffer.alloc(32, 7).toString("base64")}`;
  expect(await failedStart({ STAGEPASS_KEYRING })).toEqual({
    says: expect.stringContaining("STAGEPASS_KEYRING"),
    exitCode: 1,
  });
});

test("a start fails with what to do when the database is newer than the code", async () => {
  await runOnce();
  const url = new URL(env["PROFILES_DATABASE_URL"] ?? "").href;
  await query(url, "insert into profiles.migrations (name, run_on) values ('9999_from_the_future', now())");
  expect(await failedStart({})).toEqual({
    says: expect.stringMatching(/newer than this code: .*9999_from_the_future.*Run the version that made it/),
    exitCode: 1,
  });
});
