import type { NatsConnection } from "nats";
import { expectTypeOf, test } from "vitest";
import type { EventConnection } from "./connection.ts";

test("a connection of the nats package is one that can be subscribed with", () => {
  expectTypeOf<NatsConnection>().toExtend<EventConnection>();
});
