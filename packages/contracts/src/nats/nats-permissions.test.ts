import { describe, expect, test } from "vitest";
import { events, requests } from "../catalogue/catalogue.ts";
import { ownerOf } from "../define/define.ts";
import { deadLetterStream, eventStream, eventsApiPrefix } from "../events/stream.ts";
import { ServiceId } from "../values/names.ts";
import { accountOf, sharedSubjects } from "./nats-accounts.ts";
import { durableOf, inboxPrefix, natsPermissions, natsUsers } from "./nats-permissions.ts";

/** Whether a NATS subject pattern matches a subject. */
function covers(pattern: string, subject: string): boolean {
  const wanted = pattern.split(".");
  const tokens = subject.split(".");
  for (const [index, token] of wanted.entries()) {
    if (token === ">") return tokens.length > index;
    if (tokens[index] === undefined || (token !== "*" && token !== tokens[index])) return false;
  }
  return tokens.length === wanted.length;
}

test.each(requests)("the stream of events does not include the request $subject", ({ subject }) => {
  expect(eventStream.subjects.some((pattern) => covers(pattern, subject))).toBe(false);
});

test.each(events)("the stream of events includes the event $subject", ({ subject }) => {
  expect(eventStream.subjects.some((pattern) => covers(pattern, subject))).toBe(true);
});

const usersOutsideOfStreams = natsUsers.filter((user) => user !== "administrator");

describe.each(natsUsers)("the NATS user %s", (user) => {
  const { publish, subscribe } = natsPermissions(user);

  test("its permissions allow exactly the requests that name it as a caller", () => {
    const asked = requests.filter(({ subject }) => publish.allow.some((pattern) => covers(pattern, subject)));
    expect(asked).toEqual(requests.filter(({ callers }) => callers.some((caller) => caller === user)));
  });

  test("its permissions allow it to publish exactly its own events", () => {
    const announced = events.filter(({ subject }) =>
      publish.allow.some((pattern) => covers(pattern, subject)),
    );
    expect(announced).toEqual(events.filter((event) => ownerOf(event) === user));
  });

  test("its permissions allow it to answer exactly its own requests", () => {
    const answered = requests.filter(({ subject }) =>
      subscribe.allow.some((pattern) => covers(pattern, subject)),
    );
    expect(answered).toEqual(requests.filter((request) => ownerOf(request) === user));
  });

  test("it cannot subscribe to the inboxes of other users in its account", () => {
    const others = natsUsers.filter((name) => name !== user && accountOf(name) === accountOf(user));
    for (const other of others) {
      expect(subscribe.allow.some((pattern) => covers(pattern, `${inboxPrefix(other)}.abc.def`))).toBe(false);
    }
  });
});

describe.each(usersOutsideOfStreams)("the NATS user %s", (user) => {
  const { publish } = natsPermissions(user);

  test("it cannot delete or purge a stream", () => {
    for (const { name } of [eventStream, deadLetterStream]) {
      for (const prefix of ["$JS.API", eventsApiPrefix]) {
        for (const verb of ["DELETE", "PURGE", "MSG.DELETE", "SNAPSHOT", "RESTORE"]) {
          const request = `${prefix}.STREAM.${verb}.${name}`;
          expect(publish.allow.some((pattern) => covers(pattern, request))).toBe(false);
        }
      }
    }
  });

  test("its account imports every subject of the streams' account that its permissions allow", () => {
    const account = user === "subscriber" ? "SUBSCRIBERS" : "SERVICES";
    const asked = sharedSubjects[account].map(({ subject, to }) => to ?? subject);
    const published = publish.allow.filter((subject) => requests.every((each) => each.subject !== subject));
    expect(asked).toEqual(expect.arrayContaining(published));
  });
});

test.each(ServiceId.options)(
  "the service %s may use no consumer but its own, and that only if it follows events",
  (service) => {
    const { publish } = natsPermissions(service);
    const ofConsumers = publish.allow.filter((subject) => /CONSUMER|ACK|dead-letter/.test(subject));
    const own = durableOf(service);
    expect(ofConsumers.length > 0).toBe(events.some(({ followers }) => followers?.includes(service)));
    for (const subject of ofConsumers) expect(subject.replace(/\.>$/, "").split(".").at(-1)).toBe(own);
  },
);

test("only a service that streams events to its callers may read events by their numbers", () => {
  const readers = ServiceId.options.filter((service) =>
    natsPermissions(service).publish.allow.some((subject) => subject.includes("MSG.GET")),
  );
  expect(readers).toEqual(["profiles"]);
});

test("services and subscribers are in different accounts", () => {
  const usersOf = (account: string) => natsUsers.filter((user) => accountOf(user) === account);
  expect(usersOf("SERVICES")).toEqual(ServiceId.options);
  expect(usersOf("SUBSCRIBERS")).toEqual(["subscriber"]);
  expect(usersOf("EVENTS")).toEqual(["administrator"]);
});

test("no account imports a request, or a subject by which a stream can be emptied", () => {
  for (const { subject } of Object.values(sharedSubjects).flat()) {
    expect(requests.filter((request) => covers(subject, request.subject))).toEqual([]);
    expect(subject).not.toMatch(/STREAM\.(DELETE|PURGE|MSG\.DELETE)/);
  }
});

test("the subscribers' account imports no event and no subject by which a stream can be changed", () => {
  for (const { subject } of sharedSubjects.SUBSCRIBERS) {
    expect(events.filter((event) => covers(subject, event.subject))).toEqual([]);
    expect(subject).not.toMatch(/STREAM\.(CREATE|UPDATE)/);
  }
});
