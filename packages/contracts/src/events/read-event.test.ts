import { expect, test } from "vitest";
import { eventContracts } from "./event-type.ts";
import { readEvent } from "./read-event.ts";

const envelope = {
  ...{ specversion: "1.0", id: "1", source: "/stagepass/profiles", subject: "acmecorp/x" },
  ...{ time: "2026-11-20T12:00:00.000Z", datacontenttype: "application/json" },
};

test.each(Object.entries(eventContracts))("the example of %s is read as an event", (type, { example }) => {
  const event = { ...envelope, type, data: example };
  expect(readEvent(type, JSON.stringify(event))).toEqual(event);
});

test("fields that a later release has added are removed at any depth", () => {
  const type = "resolver.v1.deployment.resolved";
  const { example } = eventContracts[type];
  const data = { ...example, added: "later", target: { ...example.target, added: "later" } };
  expect(readEvent(type, JSON.stringify({ ...envelope, type, data, extension: 1 })).data).toEqual(example);
});

test("a list of field names can hold names that only a later release knows", () => {
  const type = "profiles.v1.profile.updated";
  const data = { ...eventContracts[type].example, changed: { fields: ["approvals"], parameterKeys: [] } };
  expect(readEvent(type, JSON.stringify({ ...envelope, type, data })).data).toEqual(data);
});

test("an unknown verdict makes an event unreadable", () => {
  const type = "resolver.v1.deployment.resolved";
  const data = { ...eventContracts[type].example, verdict: "postponed" };
  expect(() => readEvent(type, JSON.stringify({ ...envelope, type, data }))).toThrow("$.data.verdict");
});
