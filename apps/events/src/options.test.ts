import { eventTypes } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const now = new Date("2026-11-20T12:00:00Z");
const read = (...args: string[]) => readOptions(args, "/home/me", now);

test("without options, all events of the local stack are followed from now on", () => {
  expect(read()).toEqual({
    json: false,
    since: undefined,
    types: eventTypes,
    org: undefined,
    durable: undefined,
    url: undefined,
    dataDir: "/home/me/.stagepass",
  });
});

test("the option --type can be repeated, and may contain the wildcard *", () => {
  expect(read("--type", "*.app.deleted", "--type", "profiles.v1.org.*")).toMatchObject({
    types: ["profiles.v1.org.created", "profiles.v1.org.updated", "profiles.v1.app.deleted"],
  });
});

test.each([
  [["--typ", "x"], "Unknown option '--typ'. See: npm run events -- --help"],
  [["--type", "profiles.v1.profile.update"], "Did you mean profiles.v1.profile.updated"],
  [["--durable", "my.desk"], 'it has "." in it. Use 1 to 64 letters'],
  [["--since", "soon"], "is neither a time"],
  [["--org", "A"], "must be 5 to 39 lower-case letters"],
  [["--url", "http://u:secret@127.0.0.1:4222"], "--url must be like nats://"],
  [["extra"], "Unexpected argument 'extra'"],
])("the command line %j is an error with exit code 2, which says what to do", (args, says) => {
  expect(() => read(...args)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(says) }),
  );
});

test("an error about the command line does not repeat a password", () => {
  expect(() => read("--url", "http://u:hunter2@127.0.0.1:4222")).not.toThrow("hunter2");
});
