/** A time in which as many requests arrive per second. */
export interface Phase {
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * When requests arrive, in milliseconds from the beginning: independently of each other, as those of many clients do (a
 * Poisson process), and at the same times in every run.
 */
export function arrivalsOf(phases: readonly Phase[]): number[] {
  const random = randomNumbers(1);
  const arrivals: number[] = [];
  let begin = 0;
  for (const { perSecond, seconds } of phases) {
    const end = begin + seconds * 1_000;
    const nextAfter = (at: number) => at - (Math.log(1 - random()) / perSecond) * 1_000;
    for (let at = nextAfter(begin); at < end; at = nextAfter(at)) arrivals.push(at);
    begin = end;
  }
  return arrivals;
}

/** Numbers from 0 to 1 that look random: a linear congruential generator with the factors of Numerical Recipes. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
