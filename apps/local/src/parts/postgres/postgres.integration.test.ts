import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chown, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createTemporaryDataDirectory } from "../../../../../test/support/servers/temporary-data-directory.ts";
import { PartError } from "../common/part-error.ts";
import { waitUntil } from "../common/wait-until.ts";
import { claimDataDirectory } from "../processes/data-directory-claim.ts";
import { findCommandLine } from "../processes/process-table.ts";
import { startPostgres } from "./postgres.ts";
import { clusterPath, createCluster, type PostgresHome } from "./postgres-cluster.ts";
import { openPostgresHome } from "./postgres-home.ts";

const superuserPassword = "p@ss:/word";
const onProgress = () => {};
const start = (dataDir: string) => startPostgres({ dataDir, superuserPassword, onProgress });

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a process that starts the Postgres of a data directory, says so, and then only keeps running. */
function startHolder(dataDir: string): ChildProcess {
  const script = `
    import { runnerImport } from "vite";
    const [module, dataDir, superuserPassword] = process.argv.slice(1);
    const { startPostgres } = (await runnerImport(module)).module;
    const { url, pid } = await startPostgres({ dataDir, superuserPassword, onProgress() {} });
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 1_000);
  `;
  const module = fileURLToPath(new URL("postgres.ts", import.meta.url));
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const args = ["--input-type=module", "--eval", script, module, dataDir, superuserPassword];
  const holder = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void holder.kill("SIGKILL"));
  return holder;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

test("Postgres keeps what was committed when it is stopped and started", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const first = await start(dataDir);
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start(dataDir);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("Postgres listens on the loopback only, syncs every commit and sorts by code point", async () => {
  const { url } = await start(await createTemporaryDataDirectory());
  const names =
    "listen_addresses unix_socket_directories fsync synchronous_commit data_checksums server_encoding";
  const settings: Record<string, string> = {};
  for (const name of names.split(" ")) Object.assign(settings, (await query(url, `show ${name}`))[0]);
  expect(settings).toEqual({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "on",
    synchronous_commit: "on",
    data_checksums: "on",
    server_encoding: "UTF8",
  });
  expect(await query(url, "select 'a' > 'B' as by_code_point")).toEqual([{ by_code_point: true }]);
});

test("Postgres does not accept a wrong password", async () => {
  const { url } = await start(await createTemporaryDataDirectory());
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
});

test("Postgres leaves no process behind when it is stopped, even with clients connected", async () => {
  const server = await start(await createTemporaryDataDirectory());
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const broken = new Promise((resolve) => client.on("error", resolve));
  await server.stop();
  await broken;
  expect(await findCommandLine(server.pid)).toBeUndefined();
  await expect(query(server.url, "select 1")).rejects.toThrow("ECONNREFUSED");
  await server.stop();
});

test("Postgres recovers what was committed after its process was killed", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const first = await start(dataDir);
  await query(first.url, "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  const second = await start(dataDir);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a Postgres whose starter was killed is recognised and stopped by the next start, and nothing is lost", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const holder = startHolder(dataDir);
  const [line] = holder.stdout ? await once(holder.stdout, "data") : [];
  const first = JSON.parse(String(line)) as { url: string; pid: number };
  await kill(holder);
  await query(first.url, "create table kept as select 42 as answer");

  const second = await start(dataDir);
  expect(await findCommandLine(first.pid)).toBeUndefined();
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("an interrupted initdb is repeated at the next start", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const { directory } = await openPostgresHome(dataDir, onProgress);
  const holder = startHolder(dataDir);
  const begun = () =>
    readdirSync(directory).find((name) => existsSync(join(directory, name, "cluster/base")));
  expect(await waitUntil(async () => begun(), 120_000)).toBeDefined();
  await kill(holder);

  const server = await start(dataDir);
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(readdirSync(directory).sort()).toEqual(["cluster", "server.log"]);
});

async function createStoppedCluster(): Promise<{ dataDir: string; home: PostgresHome; pidFile: string }> {
  const dataDir = await createTemporaryDataDirectory();
  const home = await openPostgresHome(dataDir, onProgress);
  await createCluster(home, superuserPassword);
  return { dataDir, home, pidFile: join(clusterPath(home.directory), "postmaster.pid") };
}

test("a stale pid file that names an unrelated process harms neither that process nor the start", async () => {
  const { dataDir, home, pidFile } = await createStoppedCluster();
  // It runs as the server's user, because Postgres only considers processes that it may signal.
  const innocent = spawn("sleep", ["60"], { ...home.runAs });
  onTestFinished(() => void innocent.kill());
  await once(innocent, "spawn");
  await writeFile(
    pidFile,
    `${innocent.pid}\n${clusterPath(home.directory)}\n1\n5432\n\n127.0.0.1\n0 0\nready\n`,
  );
  if (home.runAs) await chown(pidFile, home.runAs.uid, home.runAs.gid);

  const server = await start(dataDir);
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
  expect(await readFile(pidFile, "utf8")).toMatch(new RegExp(`^${server.pid}\n`));
});

test("an empty pid file, as after a power cut, does not prevent the start", async () => {
  const { dataDir, pidFile } = await createStoppedCluster();
  await writeFile(pidFile, "");
  const server = await start(dataDir);
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a data directory can be claimed by one running process at a time", async () => {
  const dataDir = await createTemporaryDataDirectory();
  const release = await claimDataDirectory(dataDir);
  await expect(claimDataDirectory(dataDir)).rejects.toThrow(PartError);
  await release();
  await (await claimDataDirectory(dataDir))();
});

test("a data directory is not claimed by a dead process whose pid is in use again", async () => {
  const dataDir = await createTemporaryDataDirectory();
  await writeFile(join(dataDir, "claim"), `${process.pid}\nsome other start time\n`);
  await (await claimDataDirectory(dataDir))();
});
