import { AppMode } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fatesOf } from "./candidate.ts";
import { chooseCredentials, credentialsCandidates } from "./choose-credentials.ts";
import { mergeParameters, missingParameters, parameterCandidates } from "./merge-parameters.ts";
import type { InstanceSettings, ProfileSettings, ServiceSettings, Settings } from "./settings.ts";

const keys = ["A", "B", "C", "none"];
const key = fc.constantFrom(...keys);
const link = fc.oneof(
  fc.constant(null),
  fc.constant({ none: true } as const),
  fc.constantFrom("aws", "none"),
);
const parameters = fc.uniqueArray(fc.record({ key, isNone: fc.boolean() }), { selector: (each) => each.key });
const instance: fc.Arbitrary<InstanceSettings> = fc.record({
  provider: link,
  parameters,
  inherits: fc.boolean(),
});
const service: fc.Arbitrary<ServiceSettings> = fc.record({
  provider: link,
  parameters,
  requiredParameters: fc.uniqueArray(key),
});
const profile: fc.Arbitrary<ProfileSettings> = fc.record({
  hasRole: fc.boolean(),
  parameterKeys: fc.uniqueArray(key),
});
const settings: fc.Arbitrary<Settings> = fc.record({
  mode: fc.constantFrom(...AppMode.options),
  instance: fc.option(instance, { nil: undefined }),
  service: fc.option(service, { nil: undefined }),
  orgDefault: fc.option(fc.constant("shared"), { nil: undefined }),
  profile: fc.option(profile, { nil: undefined }),
});

test("of all candidates for anything, exactly one applies, or none of them counts and says something", () => {
  fc.assert(
    fc.property(settings, (all) => {
      const everything = [
        credentialsCandidates(all),
        ...parameterCandidates(all).map(({ candidates }) => candidates),
      ];
      for (const candidates of everything) {
        const fates = fatesOf(candidates);
        const applying = fates.filter((fate) => fate === "applies").length;
        expect(applying).toBe(fates.includes("hidden") ? 1 : Math.min(applying, 1));
        if (applying === 1) expect(fates.indexOf("hidden", 0)).not.toBe(0);
        else expect(fates.every((fate) => fate === "empty" || fate === "ignored")).toBe(true);
      }
    }),
  );
});

test("an app that resolves by profiles gets the profile's role and parameters, whatever else is set", () => {
  fc.assert(
    fc.property(settings, profile, (all, ofProfile) => {
      const byProfile: Settings = { ...all, mode: "profiles", profile: ofProfile };
      expect(chooseCredentials(byProfile)?.from).toBe(ofProfile.hasRole ? "profile" : undefined);
      expect(mergeParameters(byProfile).map((each) => [each.key, each.source])).toEqual(
        ofProfile.parameterKeys.map((each) => [each, "profile"]),
      );
    }),
  );
});

test("an app that resolves by providers gets nothing of a profile", () => {
  fc.assert(
    fc.property(settings, profile, (all, ofProfile) => {
      const without: Settings = { ...all, mode: "providers", profile: undefined };
      const withProfile: Settings = { ...without, profile: ofProfile };
      expect(chooseCredentials(withProfile)).toEqual(chooseCredentials(without));
      expect(mergeParameters(withProfile)).toEqual(mergeParameters(without));
    }),
  );
});

test("an instance that inherits nothing gets exactly what is set on it", () => {
  fc.assert(
    fc.property(settings, instance, fc.constantFrom("providers", "mixed"), (all, own, mode) => {
      const alone: Settings = { ...all, mode, instance: { ...own, inherits: false } };
      const values = own.parameters.filter(({ isNone }) => !isNone).map((each) => each.key);
      expect(new Set(mergeParameters(alone).map((each) => each.key))).toEqual(new Set(values));
      const expected = credentialsCandidates(alone).find(({ level }) => level === "instance")?.says;
      expect(chooseCredentials(alone)).toEqual(expected);
    }),
  );
});

test("a key that the instance says, as a value or as none, never comes from further away", () => {
  fc.assert(
    fc.property(settings, instance, fc.constantFrom("providers", "mixed"), (all, own, mode) => {
      const merged = mergeParameters({ ...all, mode, instance: own });
      for (const { key: said, isNone } of own.parameters) {
        expect(merged.find((each) => each.key === said)?.source).toBe(isNone ? undefined : "instance");
      }
    }),
  );
});

test("in the mode mixed, parameters come from the profile or from instance and service, never from both", () => {
  fc.assert(
    fc.property(settings, (all) => {
      const sources = mergeParameters({ ...all, mode: "mixed" }).map(({ source }) => source === "profile");
      expect(new Set(sources).size).toBeLessThanOrEqual(1);
    }),
  );
});

test("no key is merged twice, and a required key is missing exactly if it is not among the merged", () => {
  fc.assert(
    fc.property(settings, (all) => {
      const merged = mergeParameters(all);
      const found = merged.map((each) => each.key);
      expect(new Set(found).size).toBe(found.length);
      const required = all.service?.requiredParameters ?? [];
      expect(missingParameters(all, merged)).toEqual(required.filter((each) => !found.includes(each)));
    }),
  );
});

test("what a parameter overrides are the levels further away that have the key and count", () => {
  fc.assert(
    fc.property(settings, service, instance, (all, below, own) => {
      const both: Settings = {
        ...all,
        mode: "providers",
        service: below,
        instance: { ...own, inherits: true },
      };
      for (const each of mergeParameters(both)) {
        const isInBoth = [below, own].every((level) => level.parameters.some((its) => its.key === each.key));
        expect(each.overrides).toEqual(isInBoth ? ["service"] : []);
      }
    }),
  );
});
