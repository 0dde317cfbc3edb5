import { type InstanceOutputs, Principal } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { getOutput, listOutputs } from "./outputs.ts";

const target = makeTarget({ service: "orders", region: "us-east-1" });
const keyWith = (scope: object, org = "acmecorp") =>
  Principal.parse({ role: "deployer", keyId: "key_ci", org, scope });
const instance = {
  ...{ stage: "prod", region: "us-east-1", outputs: { apiUrl: "https://x", nothing: null } },
  withheldOutputs: { dbUrl: "parameter DB_URL" },
};
const holding = (...instances: InstanceOutputs[]) => ({
  findOutputs: async () => instances[0],
  listOutputs: async () => instances,
});

test.each([
  ["apiUrl", "https://x"],
  ["nothing", null],
])("the output %s is returned as it was reported", async (name, value) => {
  expect(await getOutput(holding(instance), keyWith({}), target, name)).toBe(value);
});

test.each([
  ["that the deployment has not", holding(instance), "apiKey", "the outputs apiUrl, nothing, dbUrl"],
  ["that objects have by themselves", holding(instance), "constructor", "the outputs apiUrl, nothing, dbUrl"],
  ["of what was never deployed", holding(), "apiUrl", "deploy it first"],
])("an output %s is not found, in the words that the clients look for", async (_what, ports, name, hint) => {
  const answer = getOutput(ports, keyWith({}), target, name);
  await expect(answer).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining(" not found"),
  });
  await expect(answer).rejects.toThrow(hint);
});

test("a withheld output is refused in words that no client takes for a missing output", async () => {
  const answer = getOutput(holding(instance), keyWith({}), target, "dbUrl");
  await expect(answer).rejects.toMatchObject({
    code: "conflict",
    message:
      'Output "dbUrl" is withheld: of storefront/orders in the stage prod and region us-east-1, it holds a secret ' +
      "(parameter DB_URL). Take the value from where it comes from, or mark its parameter as not sensitive and deploy again.",
  });
  await expect(answer).rejects.not.toThrow(" not found");
});

test("an output that is withheld for its format is not attributed to a parameter", async () => {
  const ports = holding({ ...instance, withheldOutputs: { keyId: "AWS access key id" } });
  const answer = getOutput(ports, keyWith({}), target, "keyId");
  await expect(answer).rejects.toThrow(
    "it holds a secret (AWS access key id). Credentials are never given out as outputs: keep the value in AWS Secrets " +
      "Manager, and read it from there.",
  );
});

test("outputs can be read only within the key's scope and organization", async () => {
  const read = (key: Principal) => getOutput(holding(instance), key, target, "apiUrl");
  await expect(read(keyWith({ stages: ["dev"] }))).rejects.toMatchObject({ code: "forbidden" });
  await expect(read(keyWith({}, "othercorp"))).rejects.toMatchObject({ code: "not-found" });
});

test("a service's outputs are listed for the stages that the key covers", async () => {
  const ports = holding(instance, { ...instance, stage: "dev" });
  expect(await listOutputs(ports, keyWith({}), target)).toHaveLength(2);
  expect(await listOutputs(ports, keyWith({ stages: ["dev"] }), target)).toMatchObject([{ stage: "dev" }]);
  await expect(listOutputs(ports, keyWith({}, "othercorp"), target)).rejects.toMatchObject({
    code: "not-found",
  });
});
