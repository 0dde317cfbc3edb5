import { expect, expectTypeOf, test } from "vitest";
import { events } from "../catalogue/catalogue.ts";
import { type EventOf, eventContracts, eventTypes } from "./event-type.ts";

test("the event types are exactly the subjects of the declared events", () => {
  expect(Object.entries(eventContracts).map(([type, { subject }]) => [type, subject])).toEqual(
    eventTypes.map((type) => [type, type]),
  );
  expect([...eventTypes].sort()).toEqual(events.map(({ subject }) => subject).sort());
});

test("the type of an event determines the type of its data", () => {
  type Mapped = Extract<EventOf, { type: "profiles.v1.stage.mapped" }>;
  expectTypeOf<Mapped["data"]["previous"]>().toEqualTypeOf<string | null>();
  expectTypeOf<EventOf<"profiles.v1.profile.created">["data"]>().toHaveProperty("version");
});
