import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { blockedUntil, type DeployWindow } from "./deploy-window.ts";
import { readMoment } from "./zoned-time.ts";

const { Duration } = Temporal;

/** When the window that `now` lies in ends; "open" when it lies in none. Moments without an offset are read in the zone. */
function ending(
  now: string,
  zone: string,
  window: { time: string; duration: string; interval?: string },
): string {
  const end = blockedUntil(
    {
      first: readMoment(window.time, zone),
      duration: Duration.from(window.duration),
      interval: window.interval === undefined ? undefined : Duration.from(window.interval),
    },
    readMoment(now, zone),
  );
  return end === undefined ? "open" : String(end).replace(/\[.*/, "");
}

const berlin = "Europe/Berlin";
const newYork = "America/New_York";
const monthly = { time: "2026-01-31", duration: "P1D", interval: "P1M" };
const weekend = { time: "2026-01-02T12:00", duration: "P2DT20H", interval: "P1W" };
const nightly = { time: "2026-03-01T02:30", duration: "PT1H", interval: "P1D" };
const everySecondHour = { time: "2026-03-28T00:00", duration: "PT1H", interval: "PT2H" };

for (const { guarantee, now, zone = "UTC", window, end } of [
  {
    guarantee: "includes its start",
    now: "2026-12-24T00:00:00",
    window: { time: "2026-12-24", duration: "P1D" },
    end: "2026-12-25T00:00:00+00:00",
  },
  {
    guarantee: "begins no sooner",
    now: "2026-12-23T23:59:59.999999999",
    window: { time: "2026-12-24", duration: "P1D" },
    end: "open",
  },
  {
    guarantee: "excludes its end",
    now: "2026-12-25T00:00:00",
    window: { time: "2026-12-24", duration: "P1D" },
    end: "open",
  },
  {
    guarantee: "ends no sooner",
    now: "2026-12-24T23:59:59.999999999",
    window: { time: "2026-12-24", duration: "P1D" },
    end: "2026-12-25T00:00:00+00:00",
  },
  {
    guarantee: "never repeats backwards",
    now: "2025-12-31T12:00:00",
    window: monthly,
    end: "open",
  },
  {
    guarantee: "begins in a short month on its last day",
    now: "2026-02-28T12:00:00",
    window: monthly,
    end: "2026-03-01T00:00:00+00:00",
  },
  {
    guarantee: "does not stay at the last day of a short month",
    now: "2026-03-28T12:00:00",
    window: monthly,
    end: "open",
  },
  {
    guarantee: "comes back to the 31st",
    now: "2027-03-31T12:00:00",
    window: monthly,
    end: "2027-04-01T00:00:00+00:00",
  },
  {
    guarantee: "begins on February 28 in years without a leap day",
    now: "2027-02-28T01:00:00",
    window: { time: "2024-02-29", duration: "P1D", interval: "P1Y" },
    end: "2027-03-01T00:00:00+00:00",
  },
  {
    guarantee: "begins on February 29 in leap years",
    now: "2028-02-28T01:00:00",
    window: { time: "2024-02-29", duration: "P1D", interval: "P1Y" },
    end: "open",
  },
  {
    guarantee: "keeps the hour when clocks have changed",
    now: "2026-07-03T12:00:00",
    zone: berlin,
    window: weekend,
    end: "2026-07-06T08:00:00+02:00",
  },
  {
    guarantee: "keeps the hour of its end when clocks change inside",
    now: "2026-03-29T12:00:00",
    zone: berlin,
    window: weekend,
    end: "2026-03-30T08:00:00+02:00",
  },
  {
    guarantee: "begins later on the day on which clocks skip its time",
    now: "2026-03-29T03:30:00",
    zone: berlin,
    window: nightly,
    end: "2026-03-29T04:30:00+02:00",
  },
  {
    guarantee: "has not begun at what follows the skipped hour",
    now: "2026-03-29T03:00:00",
    zone: berlin,
    window: nightly,
    end: "open",
  },
  {
    guarantee: "begins at the first of two equal times",
    now: "2026-10-25T02:30:00+02:00",
    zone: berlin,
    window: nightly,
    end: "2026-10-25T02:30:00+01:00",
  },
  {
    guarantee: "does not begin again at the second of two equal times",
    now: "2026-10-25T02:30:00+01:00",
    zone: berlin,
    window: nightly,
    end: "open",
  },
  {
    guarantee: "counts hours as elapsed time",
    now: "2026-03-29T03:00:00",
    zone: berlin,
    window: everySecondHour,
    end: "2026-03-29T04:00:00+02:00",
  },
  {
    guarantee: "has the calendar of its zone",
    now: "2026-12-25T04:30:00Z",
    zone: newYork,
    window: { time: "2026-12-24", duration: "P1D" },
    end: "2026-12-25T00:00:00-05:00",
  },
  {
    guarantee: "takes a time with an offset for that moment",
    now: "2026-12-24T17:00:00Z",
    zone: newYork,
    window: { time: "2026-12-24T18:00:00+01:00", duration: "PT1H" },
    end: "2026-12-24T13:00:00-05:00",
  },
  {
    guarantee: "goes on through repetitions that leave no gap",
    now: "2026-01-31T12:00:00",
    window: { time: "2026-01-01", duration: "P30D", interval: "P1M" },
    end: "open",
  },
  {
    guarantee: "follows repetitions that overlap to the end of the last",
    now: "2026-02-10T12:00:00",
    window: { time: "2026-01-01", duration: "P30D", interval: "P1M" },
    end: "2026-03-31T00:00:00+00:00",
  },
  {
    guarantee: "tells when no end is in sight",
    now: "2026-02-10T12:00:00",
    window: { time: "2026-01-01", duration: "P1D", interval: "P1D" },
    end: "further-notice",
  },
  {
    guarantee: "finds one second in the billions since 1970",
    now: "2026-11-20T12:00:00.5",
    window: { time: "1970-01-01", duration: "PT1S", interval: "PT2S" },
    end: "2026-11-20T12:00:01+00:00",
  },
  {
    guarantee: "is open in every other second since 1970",
    now: "2026-11-20T12:00:01.5",
    window: { time: "1970-01-01", duration: "PT1S", interval: "PT2S" },
    end: "open",
  },
  {
    guarantee: "meets the day that a zone left out",
    now: "2011-12-31T12:00:00",
    zone: "Pacific/Apia",
    window: { time: "2011-12-29", duration: "P1D", interval: "P1D" },
    end: "further-notice",
  },
]) {
  test(`a window ${guarantee}`, () => {
    expect(ending(now, zone, window)).toBe(end);
  });
}

const aMonth = 30 * 86_400_000;
const zones = [
  "UTC",
  berlin,
  newYork,
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Asia/Kathmandu",
];
const interval = fc.oneof(
  fc.record({ months: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ years: fc.constantFrom(1, 4), days: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ weeks: fc.integer({ min: 0, max: 5 }), days: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 40 }), hours: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ hours: fc.integer({ min: 12, max: 200 }), minutes: fc.integer({ min: 0, max: 59 }) }),
);
const duration = fc.oneof(
  fc.record({ minutes: fc.integer({ min: 1, max: 3_000 }) }),
  fc.record({ days: fc.integer({ min: 0, max: 3 }), hours: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ months: fc.constant(1) }),
);
const startOfMinute = fc
  .integer({ min: Date.UTC(2009, 0) / 60_000, max: Date.UTC(2013, 0) / 60_000 })
  .map((minute) => minute * 60_000);
const repeating = fc
  .record({ zone: fc.constantFrom(...zones), start: startOfMinute, duration, interval })
  .map(
    ({ zone, start, ...steps }): DeployWindow => ({
      first: Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone),
      duration: Duration.from(steps.duration),
      interval: Duration.from(steps.interval),
    }),
  );

/** The windows up to a moment, one by one: first + n × interval, field by field. */
function windowsUpTo(
  { first, duration: length, interval: step }: DeployWindow,
  last: number,
): [number, number][] {
  const windows: [number, number][] = [];
  for (let n = 0; ; n++) {
    const { years, months, weeks, days, hours, minutes } = step ?? new Duration();
    const steps = [years, months, weeks, days, hours, minutes].map((field) => field * n);
    const start = first.add(new Duration(...steps));
    if (start.epochMilliseconds > last) return windows;
    windows.push([start.epochMilliseconds, start.add(length).epochMilliseconds]);
  }
}

test("a repeating window blocks exactly the moments that its repetitions cover, in every zone", () => {
  const minutes = fc.array(fc.integer({ min: -3_000, max: 120_000 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(repeating, minutes, (window, distances) => {
      const first = window.first.epochMilliseconds;
      const moments = distances.map((distance) => first + distance * 60_000);
      const windows = windowsUpTo(window, Math.max(...moments) + 3 * aMonth);
      // A mistake in counting shows at the edges first.
      const edges = windows.filter(([start]) => moments.some((moment) => Math.abs(moment - start) < aMonth));
      const beside = edges.slice(-4).flatMap(([start, end]) => [start - 1, start, end - 1, end]);
      for (const moment of [...moments, ...beside]) {
        const expected = windows.some(([start, end]) => start <= moment && moment < end);
        const now = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(
          window.first.timeZoneId,
        );
        expect(blockedUntil(window, now) !== undefined).toBe(expected);
      }
    }),
  );
});

test("deploys are blocked until the end that a window names, and not at it", () => {
  fc.assert(
    fc.property(
      repeating,
      fc.integer({ min: 0, max: 2_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (window, minute, share) => {
        const now = window.first.add({ minutes: minute });
        const end = blockedUntil(window, now);
        if (end === undefined || end === "further-notice") return;
        expect(blockedUntil(window, end)).toBeUndefined();
        const between = now.add({
          seconds: Math.floor((share * (end.epochMilliseconds - now.epochMilliseconds)) / 1_000),
        });
        if (Temporal.ZonedDateTime.compare(between, end) < 0)
          expect(blockedUntil(window, between)).toEqual(end);
      },
    ),
  );
});
