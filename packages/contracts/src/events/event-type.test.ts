import { expect, expectTypeOf, test } from "vitest";
import { events } from "../catalogue/catalogue.ts";
import { type EventOf, eventContracts, eventTypes } from "./event-type.ts";

test("every declared event has its type, and no type is wrong", () => {
  expect(Object.entries(eventContracts).map(([type, { subject }]) => [type, subject])).toEqual(
    eventTypes.map((type) => [type, type]),
  );
  expect([...eventTypes].sort()).toEqual(events.map(({ subject }) => subject).sort());
});

test("the type of an event tells its data", () => {
  type Mapped = Extract<EventOf, { type: "profiles.v1.stage.mapped" }>;
  expectTypeOf<Mapped["data"]["previous"]>().toEqualTypeOf<string | null>();
  expectTypeOf<EventOf<"profiles.v1.profile.created">["data"]>().toHaveProperty("version");
});
