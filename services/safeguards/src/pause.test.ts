import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createPause } from "./pause.ts";

/** A pause whose clock the test sets, and whether a turn of the event loop has passed. */
function open() {
  const clock = { ms: 0 };
  const pause = createPause(() => clock.ms);
  const others = { ran: false };
  setImmediate(() => {
    others.ran = true;
  });
  return { clock, pause, others };
}

test("other requests run once evaluations have held the thread for two milliseconds, and not before", async () => {
  const { clock, pause, others } = open();
  await pause();
  clock.ms = 1.9;
  await pause();
  expect(others.ran).toBe(false);
  clock.ms = 2;
  await pause();
  expect(others.ran).toBe(true);
});

test("how long the thread was held is counted anew with each turn of the event loop", async () => {
  const { clock, pause } = open();
  await pause();
  await nextTurn();
  clock.ms = 5;
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await pause();
  expect(turned).toBe(false);
});
