import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import { evaluateSafeguards } from "./evaluate-safeguards.ts";

const target = makeTarget();
const noSecrets = { name: "No secrets", safeguard: "no-secret-env-vars", enforcementLevel: "error" as const };

test("evaluating safeguards that are tried is as strict as a deploy", async () => {
  const { verdict, results } = await evaluateSafeguards(
    { safeguards: [noSecrets], input: { target } },
    ports,
  );
  expect(verdict).toBe("blocked");
  expect(results).toEqual([expect.objectContaining({ outcome: "skipped", reason: "needs-template" })]);
});

test("evaluateSafeguards refuses safeguards that could not be saved", async () => {
  const body = { safeguards: [noSecrets, { ...noSecrets, safeguard: "no-secrets" }], input: { target } };
  await expect(evaluateSafeguards(body, ports)).rejects.toThrow(Problem);
  await expect(evaluateSafeguards(body, ports)).rejects.toThrow(
    /^\$\.safeguards\[1\]\.safeguard: there is no policy no-secrets\./,
  );
});

test("the path of a template's violation begins at the body", async () => {
  const body = { safeguards: [], input: { target, template: "hello" } };
  await expect(evaluateSafeguards(body, ports)).rejects.toThrow(
    /^\$\.input\.template: must be a CloudFormation template/,
  );
});
