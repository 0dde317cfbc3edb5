import { expect, test } from "vitest";
import { stagesAndRegionsOf } from "./stages-and-regions.ts";

const instance = {
  ...{ stage: "prod", region: "us-east-1", outputs: { apiUrl: "https://x" } },
  withheldOutputs: { dbUrl: "parameter DB_URL" },
};

test("outputs are grouped by stage and region, and a withheld output says that it is withheld", () => {
  const stages = stagesAndRegionsOf([
    instance,
    { ...instance, region: "eu-west-1" },
    { ...instance, stage: "__proto__", outputs: {}, withheldOutputs: {} },
  ]);
  const outputs = { ...instance.outputs, dbUrl: "[withheld: parameter DB_URL]" };
  expect(Object.entries(stages)).toEqual([
    ["prod", { "us-east-1": { outputs }, "eu-west-1": { outputs } }],
    ["__proto__", { "us-east-1": { outputs: {} } }],
  ]);
});
