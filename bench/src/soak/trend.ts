import { median } from "../figures/statistics.ts";

/** A value at one time. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** How a value moves over a soak. */
export interface Trend {
  readonly first: number;
  readonly last: number;
  readonly perHour: number;
  readonly verdict: "flat" | "grows";
}

/** How a value is read and judged. */
export interface Judgement {
  /**
   * The value of a third: its median, or its least value. The least is what is left of a heap after its garbage was
   * collected.
   */
  readonly of: "median" | "least";
  /** What a value may grow by in any case: what it moves by when nothing is lost. */
  readonly tolerance: number;
}

/** A growth beyond this share of the first third is one. */
const growthShare = 0.1;

/**
 * Compares the thirds of a soak. A value grows if each third is above the one before, and the last is above the first by
 * more than a tenth and more than the tolerance. Throws when there are fewer than three samples.
 */
export function trendOf(samples: readonly Sample[], { of, tolerance }: Judgement): Trend {
  const size = Math.floor(samples.length / 3);
  if (size === 0) throw new Error("A trend takes three samples at least.");
  const ofThird = (third: readonly Sample[]) => {
    const values = third.map(({ value }) => value);
    return of === "median" ? median(values) : Math.min(...values);
  };
  const first = ofThird(samples.slice(0, size));
  const middle = ofThird(samples.slice(size, -size));
  const last = ofThird(samples.slice(-size));
  const grows = first < middle && middle < last && last - first > Math.max(first * growthShare, tolerance);
  return { first, last, perHour: slopeOf(samples) * 3_600_000, verdict: grows ? "grows" : "flat" };
}

/** The slope of the line that lies closest to the samples, by least squares: how much for each millisecond. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, height] = [mean(samples.map(({ atMs }) => atMs)), mean(samples.map(({ value }) => value))];
  let [above, below] = [0, 0];
  for (const { atMs, value } of samples) {
    above += (atMs - at) * (value - height);
    below += (atMs - at) ** 2;
  }
  return above / below;
}
