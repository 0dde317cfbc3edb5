import fc from "fast-check";
import { expect, test } from "vitest";
import { afterMigration } from "../../services/profiles/src/domain/migrating/after-migration.ts";
import { differencesBetween } from "../../services/profiles/src/domain/migrating/differences.ts";
import { compareResolutions } from "../../services/profiles/src/domain/migrating/parity.ts";
import { planMigration } from "../../services/profiles/src/domain/migrating/plan-migration.ts";
import { resolveIn } from "../../services/profiles/src/domain/migrating/resolve-in.ts";
import { extent } from "../fuzz/extent.ts";
import { anySnapshot, anyTarget } from "./any-snapshot.ts";

/** The usual run of `npm run fuzz` tries 10,000 organizations. */
const tried = {
  numRuns: extent.isByHand ? Math.max(300, Math.ceil(extent.runs / 100)) : 300,
  seed: extent.seed,
};
const careful = { app: undefined, asHosted: false };

test("a migration without conflicts changes what no target gets, known or not", async () => {
  let migrated = 0;
  await fc.assert(
    fc.asyncProperty(
      anySnapshot,
      fc.array(anyTarget, { minLength: 10, maxLength: 10 }),
      async (org, targets) => {
        const plan = planMigration(org, careful);
        if (plan.conflicts.length > 0) return;
        migrated += 1;
        for (const { target, differences } of await compareResolutions(org, plan))
          expect({ target, differences }).toEqual({ target, differences: [] });
        const [before, after] = [resolveIn(org), resolveIn(afterMigration(org, plan))];
        for (const target of targets.filter(({ app }) => org.apps.has(app))) {
          const asked = { org: org.org, ...target };
          const differences = differencesBetween(await before(asked), await after(asked));
          expect({ target, differences }).toEqual({ target, differences: [] });
        }
      },
    ),
    tried,
  );
  // Else this would show little.
  expect(migrated).toBeGreaterThan(tried.numRuns / 4);
});

test("a migration that is done is planned again without anything to write", async () => {
  await fc.assert(
    fc.property(anySnapshot, fc.boolean(), (org, asHosted) => {
      const plan = planMigration(org, { app: undefined, asHosted });
      if (plan.conflicts.length > 0) return;
      const again = planMigration(afterMigration(org, plan), { app: undefined, asHosted });
      expect(again).toMatchObject({ apps: [], conflicts: [] });
      expect(again.providers.every(({ isTakenOver }) => isTakenOver)).toBe(true);
      expect(again.unchangedApps).toEqual([...org.apps.keys()]);
    }),
    tried,
  );
});

test("apps that are migrated one after the other end where they do together", async () => {
  await fc.assert(
    fc.property(anySnapshot, (org) => {
      const together = planMigration(org, careful);
      if (together.conflicts.length > 0) return;
      let oneByOne = org;
      for (const app of org.apps.keys()) {
        const only = { ...oneByOne, apps: new Map([...oneByOne.apps].filter(([name]) => name === app)) };
        const done = afterMigration(only, planMigration(only, { app, asHosted: false }));
        oneByOne = { ...done, apps: new Map([...oneByOne.apps, ...done.apps]) };
      }
      expect(oneByOne.apps).toEqual(afterMigration(org, together).apps);
    }),
    tried,
  );
});
