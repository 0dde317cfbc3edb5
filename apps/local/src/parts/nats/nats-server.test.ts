import { expect, test } from "vitest";
import { parsePort } from "./nats-server.ts";

test("the client port is read from the NATS server's ports file", () => {
  expect(parsePort('{"nats":["nats://127.0.0.1:41823"],"monitoring":["http://127.0.0.1:8222"]}')).toBe(41823);
});

test("no client port is read from a ports file that is still being written", () => {
  expect(parsePort("")).toBeUndefined();
  expect(parsePort('{"nats":["nats://127.0.0.1:418')).toBeUndefined();
});
