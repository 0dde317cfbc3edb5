import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { settingsViolations } from "../../settings/settings-violations.ts";
import { restrictedDeployTimes as policy } from "./restricted-deploy-times.ts";

const target = makeTarget();

function evaluate(now: string, settings: unknown): Promise<string[]> {
  return messagesOf(policy, { target, now }, settings);
}

function violations(settings: unknown): string[] {
  const parsed = policy.settings.safeParse(settings);
  if (parsed.success) return [];
  return settingsViolations(parsed.error, ["settings"]).map(({ path, message }) => `${path} ${message}`);
}

const christmas = { time: "2025-12-24", duration: "P3D", interval: "P1Y" };
const freeze = { time: "2026-12-26T08:00", duration: "PT1.5S", timeZone: "Europe/Berlin" };

for (const { guarantee, now, settings, says } of [
  {
    guarantee: "says until when, in UTC where no zone is set",
    now: "2026-12-25T23:30:00-05:00",
    settings: christmas,
    says: ["Deploying on 2026-12-26 is not allowed (until 2026-12-27T00:00:00+00:00, UTC)"],
  },
  {
    guarantee: "says the date and the end in the window's zone",
    now: "2026-12-24T23:30:00Z",
    settings: { ...christmas, timeZone: "europe/berlin" },
    says: ["Deploying on 2026-12-25 is not allowed (until 2026-12-27T00:00:00+01:00, Europe/Berlin)"],
  },
  {
    guarantee: "reads a moment without an offset in the window's zone",
    now: "2026-12-26T23:30:00",
    settings: { ...christmas, timeZone: "Asia/Tokyo" },
    says: ["Deploying on 2026-12-26 is not allowed (until 2026-12-27T00:00:00+09:00, Asia/Tokyo)"],
  },
  {
    guarantee: "never names an end at which deploys are still blocked",
    now: "2026-12-26T08:00:01.4999999999+01:00",
    settings: freeze,
    says: ["Deploying on 2026-12-26 is not allowed (until 2026-12-26T08:00:02+01:00, Europe/Berlin)"],
  },
  {
    guarantee: "says that deploys are blocked until further notice when the end is too far away",
    now: "2026-01-01T00:00:00Z",
    settings: { time: "2026-01-01", duration: "P1D", interval: "P1D" },
    says: ["Deploying on 2026-01-01 is not allowed (until further notice)"],
  },
  {
    guarantee: "reports each window of a list",
    now: "2026-12-26T07:00:00Z",
    settings: [christmas, { time: "2026-11-01", duration: "P1D" }, freeze],
    says: [
      "Deploying on 2026-12-26 is not allowed (until 2026-12-27T00:00:00+00:00, UTC)",
      "Deploying on 2026-12-26 is not allowed (until 2026-12-26T08:00:02+01:00, Europe/Berlin)",
    ],
  },
  {
    guarantee: "permits the moment at which a window ends",
    now: "2026-12-27T00:00:00Z",
    settings: christmas,
    says: [],
  },
  {
    guarantee: "permits what is before the first window",
    now: "2024-12-25T00:00:00Z",
    settings: christmas,
    says: [],
  },
]) {
  test(`restricted-deploy-times ${guarantee}`, async () => {
    expect(await evaluate(now, settings)).toEqual(says);
  });
}

test.each([
  ["P2D30M", "is not an ISO 8601 duration: hours, minutes and seconds come after a T; write P2DT30M"],
  ["P30H", "is not an ISO 8601 duration: hours, minutes and seconds come after a T; write PT30H"],
  ["P1Y2M3H", "is not an ISO 8601 duration: hours, minutes and seconds come after a T; write P1Y2MT3H"],
  ["PT0S", "must not be zero: nothing is as long as that"],
  ["P0D", "must not be zero: nothing is as long as that"],
  ["-P1D", "must not be negative: a window begins at its time and repeats forward"],
  ["PT0.5S", "must be at least one second (PT1S)"],
  ["P1001Y", "must be at most 1000 years (P1000Y)"],
  [
    "P1.5D",
    "is not a duration that can be counted: only hours, minutes and seconds can have fractions, such as PT1.5H",
  ],
  ["", "is not an ISO 8601 duration, such as P1M, P2DT30M or PT12H"],
  ["P", "is not an ISO 8601 duration, such as P1M, P2DT30M or PT12H"],
  ["two days", "is not an ISO 8601 duration, such as P1M, P2DT30M or PT12H"],
  ["P99999999999Y", "is not an ISO 8601 duration, such as P1M, P2DT30M or PT12H"],
  [`P${"9".repeat(64)}D`, "must be at most 64 characters"],
])("restricted-deploy-times refuses the duration and the interval %s", (text, message) => {
  expect(violations({ time: "2026-12-24", duration: text, interval: text })).toEqual([
    `$.settings.duration ${message}`,
    `$.settings.interval ${message}`,
  ]);
});

const noTime = "is not a date or a date and time in ISO 8601, such as 2026-12-24 or 2026-12-24T18:00";

test.each([
  ["2026-02-30", noTime],
  ["24.12.2026", noTime],
  ["2026-12-24T25:00", noTime],
  ["2026-12-24+01:00", noTime],
  ["18:00", noTime],
  ["", noTime],
  ["2026-12-24T18:00[Europe/Berlin]", "must not have anything in brackets: set timeZone instead"],
  ["+012026-12-24", "must be in the years 0000 to 9999"],
])("restricted-deploy-times refuses the time %s", (time, message) => {
  expect(violations({ time, duration: "P1D" })).toEqual([`$.settings.time ${message}`]);
});

test.each(["Mars/Olympus", "", "+02:00", "2026-12-24T18:00Z", "Europe/Berlin ", "CEST"])(
  "restricted-deploy-times refuses the time zone %j",
  (timeZone) => {
    expect(violations({ ...christmas, timeZone })).toEqual([
      "$.settings.timeZone is not a time zone of the IANA database, such as Europe/Berlin or UTC",
    ]);
  },
);

test("restricted-deploy-times reports every violation of a list of windows with its path", () => {
  const windows = [christmas, { time: "2026-12-24", duration: "P2D30M" }, { ...christmas, until: "2027" }];
  expect(violations(windows).map((violation) => violation.split(" ")[0])).toEqual([
    "$.settings[1].duration",
    "$.settings[2].until",
  ]);
});

test.each([[undefined], [null], [[]], [{}], ["2026-12-24"], [Array.from({ length: 51 }, () => christmas)]])(
  "restricted-deploy-times refuses the settings %j",
  (settings) => {
    expect(violations(settings)).not.toEqual([]);
  },
);

test("any settings and any moment are evaluated without an error", async () => {
  const piece = fc.constantFrom(
    "P",
    "T",
    "1",
    "30",
    "D",
    "M",
    "Y",
    "W",
    "H",
    "S",
    "-",
    "+",
    ".5",
    ":",
    "Z",
    "2026",
    "0",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join("")),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom(
      "P1D",
      "P1M",
      "PT1S",
      "P1000Y",
      "UTC",
      "Pacific/Apia",
      "0000-01-01",
      "9999-12-31T23:59:59.999",
    ),
  );
  const settings = fc.record(
    { time: text, duration: text, interval: text, timeZone: text },
    { requiredKeys: ["time", "duration"] },
  );
  const now = fc
    .date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString());
  await fc.assert(
    fc.asyncProperty(settings, now, fc.constantFrom("", "Z"), async (window, moment, offset) => {
      if (violations(window).length > 0) return;
      for (const message of await evaluate(moment.replace("Z", offset), window)) {
        expect(message).toMatch(/^Deploying on .* is not allowed \(until .*\)$/);
      }
    }),
    { numRuns: 1_000 },
  );
});
