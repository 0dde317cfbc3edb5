import fc from "fast-check";
import { extent } from "./extent.ts";
import { arePrototypes, readPrototypes } from "./prototypes.ts";

const batch = 250;

/**
 * Tries `share` of the run's inputs, and asserts that none of them changes a prototype. The report of a failure has
 * the seed of its batch, with which the same inputs are tried first: `npm run fuzz -- --runs 1000 --seed N`.
 */
export async function fuzz<T>(
  what: string,
  { share, inputs }: { readonly share: number; readonly inputs: fc.Arbitrary<T> },
  attempt: (input: T) => Promise<void>,
): Promise<void> {
  const prototypes = readPrototypes();
  const runs = Math.ceil(extent.runs * share);
  for (let done = 0; done < runs; done += batch) {
    const seed = (extent.seed + done / batch) % 2 ** 31;
    await fc.assert(fc.asyncProperty(inputs, attempt), { seed, numRuns: Math.min(batch, runs - done) });
    if (!arePrototypes(prototypes)) throw new Error(`a prototype was changed by an input of seed ${seed}`);
    report(`${what}: ${Math.min(done + batch, runs)} of ${runs} (seed ${seed})`);
  }
}

let reportedAt = 0;

function report(progress: string): void {
  if (!extent.isByHand || Date.now() - reportedAt < 5_000) return;
  reportedAt = Date.now();
  process.stdout.write(`${progress}\n`);
}
