import { eventContracts } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { readEvent } from "./read-event.ts";

const envelope = {
  ...{ specversion: "1.0", id: "1", source: "/stagepass/profiles", subject: "acmecorp/x" },
  ...{ time: "2026-11-20T12:00:00.000Z", datacontenttype: "application/json" },
};

test.each(Object.entries(eventContracts))("reads the example of %s", (type, { example }) => {
  const event = { ...envelope, type, data: example };
  expect(readEvent(type, JSON.stringify(event))).toEqual(event);
});

test("passes over what a later release adds, at any depth", () => {
  const type = "resolver.v1.deployment.resolved";
  const { example } = eventContracts[type];
  const data = { ...example, added: "later", target: { ...example.target, added: "later" } };
  expect(readEvent(type, JSON.stringify({ ...envelope, type, data, extension: 1 })).data).toEqual(example);
});

test("takes the names of fields of which only a later release knows", () => {
  const type = "profiles.v1.profile.updated";
  const data = { ...eventContracts[type].example, changed: { fields: ["approvals"], parameterKeys: [] } };
  expect(readEvent(type, JSON.stringify({ ...envelope, type, data })).data).toEqual(data);
});

test("refuses a verdict that it does not know", () => {
  const type = "resolver.v1.deployment.resolved";
  const data = { ...eventContracts[type].example, verdict: "postponed" };
  expect(() => readEvent(type, JSON.stringify({ ...envelope, type, data }))).toThrow("$.data.verdict");
});
