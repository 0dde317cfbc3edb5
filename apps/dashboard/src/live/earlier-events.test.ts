import { expect, test } from "vitest";
import { newestFirst } from "./earlier-events.ts";

const event = (id: string, second: number) => ({
  id,
  type: "profiles.v1.profile.updated",
  subject: "acmecorp/profiles/prod",
  time: `2026-11-20T11:00:0${second}.000Z`,
  by: undefined,
});

const ids = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id).join("");

test("events that came live and were kept stand there once, the newest first", () => {
  const live = [event("d", 4), event("c", 3)];
  const kept = [event("a", 1), event("b", 2), event("c", 3)];
  expect(ids(newestFirst(live, kept))).toBe("dcba");
});

test("what was missed in between comes to its place", () => {
  expect(ids(newestFirst([event("d", 4), event("a", 1)], [event("b", 2), event("c", 3)]))).toBe("dcba");
});

test("of events of one moment, the one that came later stands first", () => {
  expect(ids(newestFirst([event("d", 2), event("c", 2)], [event("a", 2), event("b", 2)]))).toBe("dcba");
});
