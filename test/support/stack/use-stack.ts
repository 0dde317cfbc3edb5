import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { findFreePort } from "../../../apps/local/src/parts/processes/free-port.ts";
import { type Api, apiAt } from "./api.ts";
import { type LocalFile, makeDataDir, type Stack, startStack } from "./stack.ts";

/** The local stack that the tests of a file share. Its properties can be read once the tests have begun. */
export interface SharedStack {
  readonly facts: LocalFile;
  readonly dataDir: string;
  /** Calls the API with a key or without one. */
  as(key?: string): Api;
  /** Calls the endpoints of the existing clients, when the stack serves them. */
  asClient(key?: string): Api;
}

/** Starts a local stack before the tests of a file, and removes it with its data after them. */
export function useStack({ servesExistingClients = false } = {}): SharedStack {
  let home: Awaited<ReturnType<typeof makeDataDir>> | undefined;
  let stack: Stack | undefined;
  beforeAll(async () => {
    home = await makeDataDir();
    const args = servesExistingClients ? ["--legacy-port", String(await findFreePort())] : [];
    stack = await startStack(home.dataDir, args);
  });
  afterAll(async () => {
    await stack?.stop();
    const undeclared = home && (await listUndeclaredProblems(home.dataDir));
    await home?.remove();
    expect(undeclared, "problems that the contracts do not declare").toEqual([]);
  });
  const running = () => {
    if (stack === undefined) throw new Error("The stack is there for tests and hooks, not before them.");
    return stack;
  };
  return {
    get facts() {
      return running().facts;
    },
    get dataDir() {
      return running().dataDir;
    },
    as: (key) => apiAt(running().facts.url, key),
    asClient: (key) => apiAt(running().facts.legacyUrl ?? "", key),
  };
}

/** The problems that no contract declares, of HTTP and of the bus, as the log of the stack has them. */
async function listUndeclaredProblems(dataDir: string): Promise<string[]> {
  const log = await readFile(join(dataDir, "stagepass.log"), "utf8");
  return log.split("\n").filter((line) => line.includes('"msg":"a problem that is not declared"'));
}
