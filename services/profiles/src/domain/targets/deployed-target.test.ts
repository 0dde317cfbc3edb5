import { deploymentReported, deploymentResolved, exampleEvent } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { type DeployEvent, deployedTargetOf } from "./deployed-target.ts";

const target = {
  org: "acmecorp",
  app: "storefront",
  stage: "prod",
  service: "checkout",
  region: "eu-central-1",
};
const resolved = (data: object = {}) =>
  ({
    ...exampleEvent("resolver.v1.deployment.resolved"),
    data: { ...deploymentResolved.example, target, ...data },
  }) as DeployEvent; // an event of this type has this data
const reported = (data: object = {}) =>
  ({
    ...exampleEvent("resolver.v1.deployment.reported"),
    data: { ...deploymentReported.example, target, ...data },
  }) as DeployEvent; // an event of this type has this data

test.each([
  ["a resolved deploy", resolved()],
  ["a report of a success", reported()],
  ["a report of an earlier version, which does not tell of blocks", reported({ afterBlock: undefined })],
])("%s proves that there is an instance", (_what, event) => {
  expect(deployedTargetOf(event)).toEqual({ target, at: new Date(event.time), by: "key_8Yq2" });
});

test.each([
  ["a plan", resolved({ purpose: "plan" })],
  ["a deploy of an unknown service", resolved({ target: { ...target, service: undefined } })],
  ["a deploy to an unknown region", resolved({ target: { ...target, region: undefined } })],
  [
    "a stage whose variables are not resolved",
    resolved({ target: { ...target, stage: "${opt:stage, 'dev'}" } }),
  ],
  ["a report of such a stage", reported({ target: { ...target, stage: "x-${sls:stage}" } })],
  ["a report of a removal", reported({ archived: true })],
  ["a report of a failure", reported({ status: "error" })],
  ["a report of a success after a block", reported({ afterBlock: true })],
])("%s proves nothing", (_what, event) => {
  expect(deployedTargetOf(event)).toBeUndefined();
});
