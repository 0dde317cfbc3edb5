import { Principal } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeApp } from "../../../test/app.ts";
import { viewApp } from "./app.ts";
import { coveredWithStages } from "./with-stages.ts";

const apps = [viewApp(makeApp()), viewApp(makeApp({ name: "billing" }))];
const stages = ["storefront", "billing"].flatMap((name) => [
  { app: name, stage: "dev", profile: "dev" },
  { app: name, stage: "prod", profile: "prod" },
]);
const ports = {
  listStagesOfApps: async (_org: string, names: readonly string[]) =>
    stages.filter(({ app: name }) => names.includes(name)),
};
const namesFor = async (scope: object) => {
  const caller = Principal.parse({ role: "deployer", keyId: "key_ci", org: "acmecorp", scope });
  const shown = await coveredWithStages(ports, caller, "acmecorp", apps);
  return shown.map(({ name, stages: of }) => [name, ...of.map(({ stage }) => stage)]);
};

test("a key sees the apps that it covers, each with its own stages and of these only the covered ones", async () => {
  expect(await namesFor({})).toEqual([
    ["storefront", "dev", "prod"],
    ["billing", "dev", "prod"],
  ]);
  expect(await namesFor({ apps: ["billing"] })).toEqual([["billing", "dev", "prod"]]);
  expect(await namesFor({ stages: ["dev"] })).toEqual([
    ["storefront", "dev"],
    ["billing", "dev"],
  ]);
  expect(await namesFor({ stages: ["test"] })).toEqual([["storefront"], ["billing"]]);
});
