import type { LastDeployment } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { newestOf } from "./last-deploys.ts";

const at = (service: string, stage: string, minute: number): LastDeployment => ({
  ...{ id: `dep_${String(minute).padStart(22, "0")}`, kind: "resolution", service, stage },
  ...{ region: "eu-west-1", verdict: "allowed", outcome: "resolved" },
  requestedAt: `2026-11-20T12:0${minute}:00.000Z`,
});
const items = [at("api", "dev", 1), at("api", "prod", 3), at("api", "qa", 2), at("web", "prod", 4)];
const api = { org: "acmecorp", app: "shop", service: "api" };

test("the last deploy of a service is the newest of all its stages", () => {
  expect(newestOf(items, api)).toBe(items[1]);
});

test("the last deploy of an instance is that of its stage and region", () => {
  expect(newestOf(items, { ...api, stage: "qa", region: "eu-west-1" })).toBe(items[2]);
  expect(newestOf(items, { ...api, stage: "qa", region: "us-east-1" })).toBeUndefined();
});
