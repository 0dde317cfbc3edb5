import { expect, test } from "vitest";
import { violationsOf } from "../problems/invalid.ts";
import { EvaluatedSafeguard, Safeguard } from "./safeguard.ts";

const euOnly = { name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error", settings: [] };
const exemption = {
  what: { resources: ["LegacyRole"] },
  why: "Migration",
  who: "ada@example.com",
  until: "2027-03-31T18:00:00+01:00",
};

test.each([
  {},
  { scope: {} },
  { scope: { stages: ["prod", "pr-*"], services: ["*"], regions: ["eu-*"] } },
  { exemptions: [] },
  { exemptions: [exemption, { ...exemption, what: { stages: ["dev"] }, until: "2027-03-31T18:00:00Z" }] },
])("a safeguard with %j is valid", (more) => {
  expect(Safeguard.parse({ ...euOnly, ...more })).toEqual({ ...euOnly, ...more });
});

const offset = "must be a date and time in ISO 8601 with its offset, such as 2026-11-20T18:00:00+01:00";

test.each([
  [{ scope: { stages: [] } }, "$.scope.stages", "must name at least one; leave it out for all"],
  [{ scope: { stages: [""] } }, "$.scope.stages[0]", "must not be empty"],
  [{ scope: { services: ["x".repeat(257)] } }, "$.scope.services[0]", "must be at most 256 characters"],
  [
    { scope: { regions: Array(51).fill("*") } },
    "$.scope.regions",
    "must name at most 50; use * for names that are alike",
  ],
  [{ scope: { stage: ["dev"] } }, "$.scope.stage", "is not a known field; remove it"],
  [{ scope: { resources: ["A"] } }, "$.scope.resources", "is not a known field; remove it"],
  [
    { exemptions: [{ ...exemption, what: {} }] },
    "$.exemptions[0].what",
    "must name stages, services, regions or resources: remove the safeguard instead of exempting everything",
  ],
  [{ exemptions: [{ ...exemption, why: " " }] }, "$.exemptions[0].why", "must not be blank"],
  [{ exemptions: [{ ...exemption, who: "" }] }, "$.exemptions[0].who", "must not be blank"],
  [{ exemptions: [{ ...exemption, until: "2027-03-31T18:00:00" }] }, "$.exemptions[0].until", offset],
  [{ exemptions: [{ ...exemption, until: "2027-02-30T18:00:00Z" }] }, "$.exemptions[0].until", offset],
  [{ exemptions: [{ ...exemption, until: "soon" }] }, "$.exemptions[0].until", offset],
  [{ exemptions: Array(21).fill(exemption) }, "$.exemptions", "must be at most 20 exemptions"],
  [{ examples: [{ expect: "passed" }] }, "$.examples[0].input", "is required"],
  [
    { examples: [{ input: {}, expect: "warned" }] },
    "$.examples[0].expect",
    'must be "passed" or "failed" or "skipped"',
  ],
  [
    { examples: [{ input: { target: { region: "Mars" } }, expect: "passed" }] },
    "$.examples[0].input.target.region",
    "must be an AWS region, such as eu-central-1",
  ],
  [
    { examples: Array(21).fill({ input: {}, expect: "passed" }) },
    "$.examples",
    "must be at most 20 examples",
  ],
])("a safeguard with %j is invalid, and the violation has its path and its rule", (more, path, message) => {
  const { error } = Safeguard.safeParse({ ...euOnly, ...more });
  expect(error && violationsOf(error)).toEqual([{ path, message }]);
});

test("fields that the target of an example leaves out have defaults", () => {
  const input = { target: { stage: "prod" } };
  const { examples } = Safeguard.parse({ ...euOnly, examples: [{ input, expect: "passed" }] });
  expect(examples?.[0]?.input.target).toEqual({
    org: "example",
    app: "example",
    stage: "prod",
    service: "example",
    region: "us-east-1",
  });
});

test("an evaluated safeguard has no examples", () => {
  const examples = [{ input: { template: { Resources: {} } }, expect: "passed" }];
  expect(EvaluatedSafeguard.parse({ ...euOnly, exemptions: [exemption], examples })).toEqual({
    ...euOnly,
    exemptions: [exemption],
  });
});
