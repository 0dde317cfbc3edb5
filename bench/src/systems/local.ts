import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findFreePort } from "@stagepass/local/parts/processes/free-port";
import pg from "pg";
import type { Ends } from "../ends.ts";
import type { Member } from "../processes/members.ts";
import { readProcesses } from "../processes/process-table.ts";
import { startLocalStack } from "./local-stack.ts";
import type { ProcessSettings, System } from "./system.ts";

/** Starts the local stack: all services and the stand-in for AWS in one process. */
export async function startLocal(ends: Ends, { env, nodeOptions }: ProcessSettings): Promise<System> {
  const local = await startLocalStack(ends, {
    legacyPort: await findFreePort(),
    nodeOptions: nodeOptions("stack"),
    env,
  });
  const { url, legacyUrl, postgresUrl, org, adminKey, deployKey } = local.stack;
  if (legacyUrl === null) throw new Error("The local stack does not answer existing clients.");
  const natsPid = Number(await readFile(join(local.dataDir, "nats", "nats.pid"), "utf8"));
  const members: Member[] = [
    { name: "stack", pid: local.pid },
    { name: "nats", pid: natsPid },
    { name: "postgres", pid: await findPostgres(postgresUrl) },
  ];
  return {
    name: "local",
    members,
    ...{ profilesUrl: url, resolverUrl: url, legacyUrl },
    ...{ org, adminKey, deployKey, postgresUrl },
  };
}

/** The pid of the server: the parent of whatever answers a connection. -1 where no parents can be seen. */
async function findPostgres(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const backend = (await readProcesses()).find(({ pid }) => pid === rows[0]?.pid);
    return backend?.parent ?? -1;
  } finally {
    await client.end();
  }
}
