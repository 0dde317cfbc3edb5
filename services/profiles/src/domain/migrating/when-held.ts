import { Problem } from "@stagepass/contracts";
import type { InTransaction } from "../common/change.ts";

/** What waiting for a configuration needs from outside. */
export interface HoldingPorts<Changes> {
  transaction: InTransaction<Changes>;
  pause(): Promise<void>;
}

interface Holding {
  holdConfiguration(org: string, app: string | undefined): Promise<boolean>;
}

const attempts = 20;

/**
 * Runs changes while nobody else changes the configuration of an organization or of one app. It never waits for others
 * while they wait for it: where they hold a part, it lets go of all and begins again. Throws `conflict` when that does
 * not help.
 */
export async function whenHeld<Changes extends Holding, T>(
  ports: HoldingPorts<Changes>,
  { org, app }: { readonly org: string; readonly app: string | undefined },
  work: (changes: Changes) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const done = await ports.transaction(async (changes) =>
      (await changes.holdConfiguration(org, app)) ? { result: await work(changes) } : undefined,
    );
    if (done !== undefined) return done.result;
    await ports.pause();
  }
  const what = app === undefined ? org : `the app ${app} of ${org}`;
  throw new Problem(
    "conflict",
    `Others are changing the configuration of ${what} all the time, and nothing was done. Try again in a moment.`,
  );
}
