/** More events than this in a second are many: then each round takes more of them, and there are fewer rounds. */
const manyPerSecond = 200;
const fewRoundsMs = 75;
const soonMs = 20;

/**
 * How many milliseconds after the beginning of one round of publishing the next one may begin. The round found so many
 * events, and began so long after the one before it. After a longer pause than this an event waits for nothing.
 */
export function roundMs(events: number, sinceLastMs: number): number {
  return events * 1_000 > manyPerSecond * sinceLastMs ? fewRoundsMs : soonMs;
}
