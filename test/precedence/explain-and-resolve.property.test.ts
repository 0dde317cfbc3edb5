import { AppMode, type Explanation, precedence } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { extent } from "../fuzz/extent.ts";
import { anyAsked, anyOrg, changedOrg, deployedOrg } from "./any-org.ts";
import { memoryOrg } from "./memory-org.ts";
import { instanceKey } from "./org-settings.ts";
import { explainInMemory, resolveInMemory, toldInMemory } from "./resolve-in-memory.ts";
import { toldByExplain } from "./told.ts";

/** The usual run of `npm run fuzz` tries 10,000 organizations. */
const tried = {
  numRuns: extent.isByHand ? Math.max(300, Math.ceil(extent.runs / 100)) : 300,
  seed: extent.seed,
};

test("explain and resolve never disagree about what a target gets, or why it gets nothing", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, async (org, asked) => {
      const explained = toldByExplain(await explainInMemory(memoryOrg(org), asked));
      expect(await toldInMemory(memoryOrg(org), asked)).toEqual(explained);
    }),
    tried,
  );
});

test("the same settings always get the same answer, whatever was asked before", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, fc.array(anyAsked, { maxLength: 3 }), async (org, asked, before) => {
      const used = memoryOrg(org);
      for (const each of before) await explainInMemory(used, each);
      expect(await explainInMemory(used, asked)).toEqual(await explainInMemory(memoryOrg(org), asked));
    }),
    tried,
  );
});

test("everything is decided by the rule with the lowest number that counts and says something, and by no other", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, async (org, asked) => {
      const { profile, credentials, parameters, mode } = await explainInMemory(memoryOrg(org), asked);
      const decisions = [profile, credentials, ...parameters].map(({ candidates }) => candidates);
      for (const candidates of decisions.filter(({ length }) => length > 0)) {
        const rules = candidates.map(({ rule }) => rule);
        expect(rules).toEqual(rules.toSorted((one, other) => one - other));
        const counting = candidates.filter(({ fate }) => fate === "applies" || fate === "hidden");
        expect(counting.map(({ fate }) => fate)).toEqual(
          counting.map((_, index) => (index === 0 ? "applies" : "hidden")),
        );
        for (const { rule, fate, because } of candidates) {
          const isOfMode = precedence[rule - 1]?.modes.includes(mode);
          if (!isOfMode) expect(fate).toBe("ignored");
          expect(because === null).toBe(fate !== "ignored");
        }
      }
    }),
    tried,
  );
});

test("every value comes from the level that the answer names, and a reference is read with the role that it names", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, async (org, asked) => {
      const told = await toldInMemory(memoryOrg(org), asked);
      fc.pre(!("problem" in told));
      const { parameters, credentials } = await resolveInMemory(memoryOrg(org), asked);
      for (const { key, value, source } of parameters) {
        expect([`${source} ${key}`, `${credentials?.roleArn} ${key}`]).toContain(value);
      }
    }),
    tried,
  );
});

test("the first deploy of a target changes nothing about what it gets, or what any other target does", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, anyAsked, async (org, asked, other) => {
      const made = memoryOrg(deployedOrg(org, asked.target));
      for (const each of [asked, other]) {
        expect(await toldInMemory(made, each)).toEqual(await toldInMemory(memoryOrg(org), each));
      }
    }),
    tried,
  );
});

test("explain shows what is set, whatever the mode of the app, and that it does not count where it does not", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, async (org, asked) => {
      const shown = await Promise.all(
        AppMode.options.map(async (mode) => {
          const app = { ...org.apps[asked.target.app], mode };
          const apps = { ...org.apps, [asked.target.app]: app };
          const { profile, credentials, parameters } = await explainInMemory(
            memoryOrg({ ...org, apps }),
            asked,
          );
          const of = (candidates: Explanation["profile"]["candidates"]) =>
            candidates.map(({ rule, isSet, names, none, isBlueprint }) => {
              return { rule, isSet, names, none, isBlueprint };
            });
          for (const { isSet, names, none, fate } of [...credentials.candidates, ...profile.candidates]) {
            expect(isSet).toBe(isSet || names !== null || none);
            if (fate !== "ignored") expect(isSet).toBe(fate !== "empty");
          }
          return {
            profile: of(profile.candidates),
            credentials: of(credentials.candidates),
            parameters: new Map(parameters.map(({ key, candidates }) => [key, of(candidates)])),
          };
        }),
      );
      for (const each of shown) expect(each).toEqual(shown[0]);
    }),
    tried,
  );
});

test("explain says what comes from a blueprint, exactly where the service or the instance is not there", async () => {
  await fc.assert(
    fc.asyncProperty(anyOrg, anyAsked, async (org, asked) => {
      const { credentials, parameters } = await explainInMemory(memoryOrg(org), asked);
      const { services, instances } = org.apps[asked.target.app] ?? {};
      const there = [instances?.[instanceKey(asked.target)], services?.[asked.target.service]];
      for (const { candidates } of [credentials, ...parameters]) {
        for (const [index, { isBlueprint, fate }] of candidates.entries()) {
          const isNew = index < there.length && there[index] === undefined;
          if (fate === "applies" || fate === "hidden") expect(isBlueprint).toBe(isNew);
          else expect(isBlueprint && !isNew).toBe(false);
        }
      }
    }),
    tried,
  );
});

test("a deploy during which something changes gets what explain said before or says after, and never a mixture", async () => {
  const changing = anyOrg.chain((org) => fc.tuple(fc.constant(org), changedOrg(org)));
  await fc.assert(
    fc.asyncProperty(changing, anyAsked, async ([before, after], asked) => {
      const org = memoryOrg(before);
      const told = await toldInMemory(org, asked, () => org.change(after));
      const explained = [before, after].map(async (each) =>
        toldByExplain(await explainInMemory(memoryOrg(each), asked)),
      );
      expect(await Promise.all(explained)).toContainEqual(told);
    }),
    tried,
  );
});
