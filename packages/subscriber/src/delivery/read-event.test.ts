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

test("passes over what a newer Stagepass adds", () => {
  const type = "profiles.v1.app.updated";
  const data = { ...eventContracts[type].example, added: "later" };
  expect(readEvent(type, JSON.stringify({ ...envelope, type, data, extension: 1 })).data).toEqual(
    eventContracts[type].example,
  );
});
