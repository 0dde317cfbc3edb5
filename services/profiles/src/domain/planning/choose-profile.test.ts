import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseProfile } from "./choose-profile.ts";

const profile = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const target = fc.record({ app: profile, stage: fc.string({ minLength: 1 }) });

test("a stage's own profile is chosen over the app's default, whether there is a default or not", () => {
  fc.assert(
    fc.property(target, profile, fc.option(profile), (at, stageProfile, defaultProfile) => {
      const chosen = chooseProfile(at, { stageProfile, defaultProfile });
      expect(chosen).toEqual({ name: stageProfile, matchedBy: "stage" });
    }),
  );
});

test("the app's default profile is chosen for a stage without a profile of its own", () => {
  fc.assert(
    fc.property(target, profile, (at, defaultProfile) => {
      const chosen = chooseProfile(at, { stageProfile: null, defaultProfile });
      expect(chosen).toEqual({ name: defaultProfile, matchedBy: "default" });
    }),
  );
});

test("without a stage's profile and a default, the problem names the app, the stage and what to configure", () => {
  fc.assert(
    fc.property(target, (at) => {
      const nothing = { stageProfile: null, defaultProfile: null };
      const detail =
        `The app ${at.app} has no profile for the stage ${JSON.stringify(at.stage)} and no default profile. ` +
        "Map the stage to a profile, or give the app a default profile.";
      expect(() => chooseProfile(at, nothing)).toThrow(
        expect.objectContaining({ code: "no-profile", message: detail }),
      );
    }),
  );
});
