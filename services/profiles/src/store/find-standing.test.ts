import type { AppMode } from "@stagepass/contracts";
import { expect, test } from "vitest";
import type { AppStanding, Standing } from "../domain/planning/standing.ts";
import type { TargetStanding } from "../domain/planning/target-standing.ts";
import { createFindStanding } from "./find-standing.ts";
import type { Depth } from "./find-standings.ts";

const set: TargetStanding = { contentId: "1", provider: null, inherits: true, isBlueprint: false };
const bothThere = { service: set, instance: set };

function standing(mode: AppMode, there: Partial<AppStanding> = {}): Standing {
  const nothing = { service: undefined, instance: undefined, ofStage: null, ofApp: null, orgStages: [] };
  const providers = { instance: undefined, service: undefined, org: undefined };
  const app = { mode, ...nothing, providers, inheritsStages: true, orgClients: {} };
  return { key: undefined, app: { ...app, unprofiled: "refuse", ...there } };
}

const target = { digest: null, org: "acmecorp", app: "storefront", stage: "prod" };
const checkout = { service: "checkout", region: "eu-central-1" };

/** Answers what is set at this moment, and a different object for each statement, whose depth is noted. */
function finding(set: { now: Standing }) {
  const depths: Depth[] = [];
  const answers: Standing[] = [];
  const find = (depth: Depth) => async () => {
    depths.push(depth);
    answers.push({ ...set.now });
    return answers.at(-1) ?? set.now;
  };
  const finds = { demands: find("demands"), targets: find("targets"), everything: find("everything") };
  return { depths, answers, findStanding: createFindStanding(finds) };
}

test.each([
  ["whose app resolves by profiles", standing("profiles"), checkout, ["demands"]],
  ["whose app does not exist", { key: undefined, app: undefined }, checkout, ["demands"]],
  ["that is there", standing("mixed", bothThere), checkout, ["targets"]],
  ["that names no service", standing("mixed"), {}, ["targets"]],
  ["that names no region", standing("mixed", { service: set }), { service: "checkout" }, ["targets"]],
  ["whose service is not there", standing("mixed"), checkout, ["targets", "everything"]],
  ["whose instance is not there", standing("mixed", { service: set }), checkout, ["targets", "everything"]],
] as const)("no more is read for a target %s than its answer needs", async (_, now, named, expected) => {
  const { depths, findStanding } = finding({ now });
  await findStanding({ ...target, ...named });
  depths.length = 0;
  await findStanding({ ...target, ...named });
  expect(depths).toEqual(expected);
});

test("an answer counts from the moment when the mode of the app was changed, whatever was read for it before", async () => {
  const set = { now: standing("profiles") };
  const { depths, findStanding } = finding(set);
  for (const mode of ["profiles", "providers", "profiles", "mixed"] as const) {
    set.now = standing(mode, bothThere);
    expect((await findStanding({ ...target, ...checkout })).app?.mode).toBe(mode);
  }
  expect(depths).toEqual(["demands", "demands", "targets", "targets", "demands", "targets"]);
});

test("all of an answer is what one statement found", async () => {
  const { answers, findStanding } = finding({ now: standing("providers") });
  const answer = await findStanding({ ...target, ...checkout });
  expect(answer).toBe(answers.at(-1));
});
