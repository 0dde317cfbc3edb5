import fc from "fast-check";
import { expect, test } from "vitest";
import { fatesOf } from "./candidate.ts";
import { chooseProfile, type MappedStages, type ProfileMap, profileCandidates } from "./choose-profile.ts";

const name = fc.constantFrom("dev", "prod", "eu", "us", "none");
const version = fc.integer({ min: 1, max: 9 });
const newest = fc.record({ name, version });
// Few characters, so that many patterns match many stages.
const text = (...characters: string[]) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 4 });
const stage = text("a", "b", "-");
const line: fc.Arbitrary<MappedStages> = fc.record({ stages: text("a", "b", "-", "*"), name, version });
const map: fc.Arbitrary<ProfileMap> = fc.record({
  ofStage: fc.option(newest),
  ofApp: fc.option(newest),
  orgStages: fc.array(line, { maxLength: 6 }),
  inheritsStages: fc.boolean(),
});

/** What a stage gets, spelled out without candidates and with a regular expression in place of the matcher. */
function expected(of: string, { ofStage, ofApp, orgStages, inheritsStages }: ProfileMap) {
  if (ofStage !== null) return { ...ofStage, matchedBy: "stage" };
  if (ofApp !== null) return { ...ofApp, matchedBy: "default" };
  const matches = ({ stages }: MappedStages) => new RegExp(`^${stages.replaceAll("*", ".*")}$`).test(of);
  const found = inheritsStages ? orgStages.find(matches) : undefined;
  return found && { name: found.name, version: found.version, matchedBy: "org-stages" };
}

test("the app's stage is chosen before the app's default, and that before the first matching line of the organization", () => {
  fc.assert(
    fc.property(stage, map, (of, all) => {
      expect(chooseProfile(of, all)).toEqual(expected(of, all));
      expect(chooseProfile(of, structuredClone(all))).toEqual(chooseProfile(of, all));
    }),
    { numRuns: 5_000 },
  );
});

test("the profile of a nearer place hides all others: none of them changes what is chosen", () => {
  fc.assert(
    fc.property(stage, map, map, newest, (of, all, other, own) => {
      const ofStage = { ...all, ofStage: own };
      expect(chooseProfile(of, { ...other, ofStage: own })).toEqual(chooseProfile(of, ofStage));
      const ofApp = { ...all, ofStage: null, ofApp: own };
      expect(chooseProfile(of, { ...other, ofStage: null, ofApp: own })).toEqual(chooseProfile(of, ofApp));
    }),
  );
});

test("a line of the organization's map that stands behind a matching one changes nothing", () => {
  fc.assert(
    fc.property(stage, map, line, (of, all, later) => {
      const bare = { ...all, ofStage: null, ofApp: null };
      fc.pre(chooseProfile(of, bare) !== undefined);
      expect(chooseProfile(of, { ...bare, orgStages: [...bare.orgStages, later] })).toEqual(
        chooseProfile(of, bare),
      );
    }),
  );
});

test("exactly one place applies, or every place is empty or ignored and no profile is chosen", () => {
  fc.assert(
    fc.property(stage, map, (of, all) => {
      const fates = fatesOf(profileCandidates(of, all));
      expect(fates.filter((fate) => fate === "applies")).toHaveLength(
        chooseProfile(of, all) === undefined ? 0 : 1,
      );
      if (chooseProfile(of, all) === undefined) expect(fates).not.toContain("hidden");
    }),
  );
});
