import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { LocalFile, makeDataDir, startStack } from "../../support/stack/stack.ts";
import { findChromium } from "./find-chromium.ts";

/** What the tests in a browser need: the browser, and a stack with the pages. */
export interface Given {
  readonly chromium: string;
  readonly facts: LocalFile;
}

declare module "vitest" {
  interface ProvidedContext {
    /** Null where there is no Chromium. */
    browserTests: Given | null;
  }
}

/**
 * Starts one stack for all tests in a browser, each of which makes an organization of its own. With `BROWSER_STACK`, the data
 * directory of a stack that runs already, they use that one. Without a Chromium they are skipped, and a line says so.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { BROWSER_STACK: running } = process.env;
  const chromium = findChromium(process.env);
  if (chromium === undefined) {
    process.stdout.write("The pages are not tested in a browser here: there is no Chromium\n");
    project.provide("browserTests", null);
    return async () => {};
  }
  if (running !== undefined) {
    const facts = LocalFile.parse(JSON.parse(await readFile(join(running, "local.json"), "utf8")));
    project.provide("browserTests", { chromium, facts });
    return async () => {};
  }
  const home = await makeDataDir();
  const stack = await startStack(home.dataDir).catch(async (error: unknown) => {
    await home.remove();
    throw error;
  });
  project.provide("browserTests", { chromium, facts: stack.facts });
  return async () => {
    await stack.stop();
    await home.remove();
  };
}
