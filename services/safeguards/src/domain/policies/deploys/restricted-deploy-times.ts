import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { blockedUntil, type DeployWindow } from "../../settings/deploy-window.ts";
import { IsoDuration } from "../../settings/iso-duration.ts";
import { DateOrTime, readMoment, TimeZone } from "../../settings/zoned-time.ts";
import { definePolicy } from "../definition/policy.ts";

const maxWindows = 50;

const Window = z
  .strictObject({
    time: DateOrTime,
    duration: IsoDuration,
    interval: IsoDuration.optional(),
    timeZone: TimeZone.prefault("UTC"),
  })
  .transform(
    ({ time, timeZone, duration, interval }): DeployWindow => ({
      first: readMoment(time, timeZone),
      duration,
      interval,
    }),
  );

/** Forbids deploys in windows of time. */
export const restrictedDeployTimes = definePolicy({
  id: "restricted-deploy-times",
  title: "Restricted deploy times",
  description: "The moment of the deploy must lie in none of these windows of time.",
  fix: "Deploy after the window has ended, or change the window in the safeguard's settings.",
  documentation: `Settings: one window, or a list of at most ${maxWindows}.

| field | meaning |
| --- | --- |
| \`time\` | when the window begins: a date, or a date and time, in ISO 8601 |
| \`duration\` | how long it lasts: a duration in ISO 8601, such as \`P2D\`, \`PT12H\` or \`P2DT30M\` |
| \`interval\` | after what time it begins again, such as \`P1W\` or \`P1Y\`; left out: it does not |
| \`timeZone\` | an IANA time zone, such as \`Europe/Berlin\`, whose calendar and clocks count; left out: \`UTC\` |

No deploys from Friday noon until Monday morning, and none on the last days of a year:

\`\`\`json
[
  { "time": "2026-01-02T12:00", "duration": "P2DT20H", "interval": "P1W", "timeZone": "Europe/Berlin" },
  { "time": "2026-12-24", "duration": "P8D", "interval": "P1Y", "timeZone": "Europe/Berlin" }
]
\`\`\`

A window includes the moment at which it begins, and not the one at which it ends. It repeats forward from its first time,
and never back. Steps are those of the calendar, counted from the first time: a window on January 31 that repeats with
\`P1M\` begins on February 28 and on March 31. Days and longer steps keep the hour when clocks change; hours, minutes and
seconds are elapsed time. A \`time\` that clocks skip is as much later as they are put forward; of one that comes twice,
the first is meant.

A \`time\` with an offset, such as \`2026-12-24T18:00+01:00\`, means that moment. The moment of a deploy is taken from
Stagepass's clock. Who tries safeguards can set \`now\`, which is read in the window's time zone when it has no offset.

Durations are at least a second and at most 1,000 years. \`P2D30M\` is none: minutes come after a \`T\`, as in \`P2DT30M\`.`,
  needs: [],
  settings: z.union(
    [
      z
        .array(Window)
        .min(1, "must have at least one window")
        .max(maxWindows, `must be at most ${maxWindows} windows`),
      Window.transform((window) => [window]),
    ],
    "must be a window of time, such as { time: 2026-12-24, duration: P3D, interval: P1Y }, or a list of windows",
  ),
  defaultSettings: [{ time: "2026-12-24", duration: "P3D", interval: "P1Y", timeZone: "UTC" }],
  evaluate({ now }, windows) {
    return windows.flatMap((window) => {
      const moment = readMoment(now, window.first.timeZoneId);
      const end = blockedUntil(window, moment);
      if (end === undefined) return [];
      return [{ message: `Deploying on ${moment.toPlainDate()} is not allowed (until ${shown(end)})` }];
    });
  },
});

function shown(end: Temporal.ZonedDateTime | "further-notice"): string {
  if (end === "further-notice") return "further notice";
  const time = end.toString({ smallestUnit: "second", roundingMode: "ceil", timeZoneName: "never" });
  return `${time}, ${end.timeZoneId}`;
}
