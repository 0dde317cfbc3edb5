import { expect, test } from "vitest";
import { chooseProfile, type ProfileMap } from "./choose-profile.ts";

const nothing: ProfileMap = { ofStage: null, ofApp: null, orgStages: [], inheritsStages: true };
const own = { name: "own", version: 3 };
const usual = { name: "usual", version: 5 };
const orgStages = [
  { stages: "prod", name: "prod", version: 7 },
  { stages: "prod*", name: "almost", version: 2 },
  { stages: "*", name: "rest", version: 1 },
];

test.each<[string, string, Partial<ProfileMap>, string]>([
  ["the stage's own profile", "prod", { ofStage: own, ofApp: usual, orgStages }, "own v3 by stage"],
  ["the stage's own profile", "prod", { ofStage: own }, "own v3 by stage"],
  ["the app's default", "prod", { ofApp: usual, orgStages }, "usual v5 by default"],
  ["the app's default", "prod", { ofApp: usual, orgStages, inheritsStages: false }, "usual v5 by default"],
  ["the first matching line", "prod", { orgStages }, "prod v7 by org-stages"],
  ["the first matching line", "prod-eu", { orgStages }, "almost v2 by org-stages"],
  ["the first matching line", "Prod", { orgStages }, "rest v1 by org-stages"],
  ["the first matching line", "${opt:stage}", { orgStages }, "rest v1 by org-stages"],
  ["no profile, as no line matches", "produciton", { orgStages: orgStages.slice(0, 1) }, "none"],
  ["no profile, as it inherits no map", "prod", { orgStages, inheritsStages: false }, "none"],
  ["no profile", "prod", {}, "none"],
])("a deploy gets %s: the stage %s with %j", (_what, stage, map, expected) => {
  const chosen = chooseProfile(stage, { ...nothing, ...map });
  expect(chosen ? `${chosen.name} v${chosen.version} by ${chosen.matchedBy}` : "none").toBe(expected);
});
