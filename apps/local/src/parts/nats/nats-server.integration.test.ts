import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, type NatsConnection } from "nats";
import { expect, onTestFinished, test } from "vitest";
import { createTemporaryDataDirectory } from "../../../../../test/support/servers/temporary-data-directory.ts";
import { openCacheDirectory } from "../common/cache-directory.ts";
import { PartError } from "../common/part-error.ts";
import { findCommandLine } from "../processes/process-table.ts";
import { findNatsServer } from "./find-nats-server.ts";
import { startNatsServer } from "./nats-server.ts";

async function start(dataDir: string, config = "") {
  const { env } = process;
  const cacheDir = await openCacheDirectory(env, dataDir);
  const onProgress = () => {};
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: false });
  return await startNatsServer({ binary, dataDir, config, onProgress });
}

async function openConnection(servers: string): Promise<NatsConnection> {
  const connection = await connect({ servers, reconnect: false });
  onTestFinished(() => connection.close());
  return connection;
}

test("a NATS server keeps a stream after kill -9 and a restart", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const first = await start(dataDir);
  const before = await openConnection(first.url);
  const manager = await before.jetstreamManager();
  await manager.streams.add({ name: "KEPT", subjects: ["kept.>"] });
  await before.jetstream().publish("kept.one", "1");
  process.kill(first.pid, "SIGKILL");

  const second = await start(dataDir);
  const after = await (await openConnection(second.url)).jetstreamManager();
  expect((await after.streams.info("KEPT")).state.messages).toBe(1);
});

test("the NATS server of a crashed run is recognised and stopped by the next start", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const first = await start(dataDir);
  const second = await start(dataDir);
  expect(await findCommandLine(first.pid)).toBeUndefined();
  expect((await openConnection(second.url)).isClosed()).toBe(false);
});

test("a stopped NATS server leaves no process behind", async () => {
  const server = await start(await createTemporaryDataDirectory());
  await server.stop();
  expect(await findCommandLine(server.pid)).toBeUndefined();
  await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow("CONNECTION_REFUSED");
  await server.stop();
});

test("an unrelated process that a stale pid file names is not stopped", async () => {
  const dataDir = await createTemporaryDataDirectory();
  await (await start(dataDir)).stop();
  const innocent = spawn("sleep", ["60"]);
  onTestFinished(() => void innocent.kill());
  await once(innocent, "spawn");
  await writeFile(join(dataDir, "nats/nats.pid"), String(innocent.pid));
  await start(dataDir);
  expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
});

test("the users of the NATS server come from the caller's configuration, which nobody else can read", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const server = await start(dataDir, 'authorization { users: [{ user: "deploy", password: "secret" }] }');
  await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow("Authorization Violation");
  const connection = await connect({ servers: server.url, user: "deploy", pass: "secret" });
  await connection.close();
  expect((await stat(join(dataDir, "nats/nats.conf"))).mode & 0o777).toBe(0o600);
});

test("a configuration that the NATS server does not accept fails with the server's message", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const refused = start(dataDir, "max_payload: many");
  await expect(refused).rejects.toThrow(PartError);
  await expect(refused).rejects.toThrow(/does not start.*nats\.conf:5:1/s);
});
