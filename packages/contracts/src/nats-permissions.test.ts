import { describe, expect, test } from "vitest";
import { events, requests } from "./catalogue.ts";
import { ownerOf } from "./define.ts";
import { inboxPrefix, natsPermissions, natsUsers } from "./nats-permissions.ts";
import { eventStream } from "./stream.ts";

/** Whether a NATS subject pattern takes in a subject. */
function covers(pattern: string, subject: string): boolean {
  const wanted = pattern.split(".");
  const tokens = subject.split(".");
  for (const [index, token] of wanted.entries()) {
    if (token === ">") return tokens.length > index;
    if (tokens[index] === undefined || (token !== "*" && token !== tokens[index])) return false;
  }
  return tokens.length === wanted.length;
}

describe("the stream", () => {
  test.each(requests)("never takes in the request $subject", ({ subject }) => {
    expect(eventStream.subjects.some((pattern) => covers(pattern, subject))).toBe(false);
  });

  test.each(events)("takes in the event $subject", ({ subject }) => {
    expect(eventStream.subjects.some((pattern) => covers(pattern, subject))).toBe(true);
  });
});

describe.each(natsUsers)("the NATS user %s", (user) => {
  const { publish, subscribe } = natsPermissions(user);

  test("may ask just what its contracts say that it asks", () => {
    const asked = requests.filter(({ subject }) => publish.allow.some((pattern) => covers(pattern, subject)));
    expect(asked).toEqual(requests.filter(({ callers }) => callers.some((caller) => caller === user)));
  });

  test("may announce just its own events", () => {
    const announced = events.filter(({ subject }) =>
      publish.allow.some((pattern) => covers(pattern, subject)),
    );
    expect(announced).toEqual(events.filter((event) => ownerOf(event) === user));
  });

  test("may answer just its own requests", () => {
    const answered = requests.filter(({ subject }) =>
      subscribe.allow.some((pattern) => covers(pattern, subject)),
    );
    expect(answered).toEqual(requests.filter((request) => ownerOf(request) === user));
  });

  test("cannot read the replies that others get", () => {
    for (const other of natsUsers.filter((name) => name !== user)) {
      expect(subscribe.allow.some((pattern) => covers(pattern, `${inboxPrefix(other)}.abc.def`))).toBe(false);
    }
  });

  test("cannot delete or purge a stream", () => {
    for (const verb of ["DELETE", "PURGE", "MSG.DELETE"]) {
      expect(
        publish.allow.some((pattern) => covers(pattern, `$JS.API.STREAM.${verb}.${eventStream.name}`)),
      ).toBe(false);
    }
  });
});
