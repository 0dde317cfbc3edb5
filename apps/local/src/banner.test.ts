import { expect, test } from "vitest";
import { banner } from "./banner.ts";
import type { Stack } from "./stack.ts";

const options = { port: 4000, legacyPort: 3011, dataDir: "/srv/.stagepass", fresh: false, aws: false };
const facts = {
  ...{ url: "http://127.0.0.1:4000", natsUrl: "", postgresUrl: "", awsEndpoint: null },
  ...{ org: "acmecorp", operatorKey: "sp_operator", adminKey: "sp_admin", deployKey: "sp_deploy" },
};
const linesOf = (legacyUrl: string | null, more: Partial<Stack> = {}) =>
  banner({ options, facts: { ...facts, legacyUrl }, legacyPortTaken: false, ...more })
    .split("\n")
    .filter((line) => line.includes("existing clients"));

test("the banner says where existing clients are answered or that their port is taken, and nothing when they are not wanted", () => {
  expect(linesOf("http://localhost:3011")).toEqual([
    "  Serverless http://localhost:3011 answers its existing clients: SERVERLESS_PLATFORM_STAGE=local",
  ]);
  expect(linesOf(null, { legacyPortTaken: true })).toEqual([
    "  Serverless port 3011 is in use, so its existing clients are not answered",
  ]);
  expect(linesOf(null)).toEqual([]);
});
