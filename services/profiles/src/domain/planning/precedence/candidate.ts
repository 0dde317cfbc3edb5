/** What one level says about one thing, such as the credentials of a deploy or its parameter `DB_URL`. */
export interface Candidate<Level extends string, Said> {
  readonly level: Level;
  /** What the level says about it. It is undefined when the level does not mention it. */
  readonly says: Said | undefined;
  /** Why the level does not count for this target, or null when it counts. */
  readonly ignored: string | null;
}

/** What became of a candidate. A `hidden` one would apply if no nearer one did. */
export type Fate = "applies" | "hidden" | "empty" | "ignored";

/** Finds the candidate that applies: the first that counts and says something. Candidates begin with the nearest. */
export function applying<Level extends string, Said>(
  candidates: readonly Candidate<Level, Said>[],
): Candidate<Level, Said> | undefined {
  return candidates.find((candidate) => counts(candidate));
}

/** Says what became of each candidate. Exactly one applies, unless all are empty or ignored. */
export function fatesOf(candidates: readonly Candidate<string, unknown>[]): Fate[] {
  const first = applying(candidates);
  return candidates.map((candidate) => {
    if (candidate === first) return "applies";
    if (counts(candidate)) return "hidden";
    return candidate.ignored === null ? "empty" : "ignored";
  });
}

/** The levels that the candidate which applies hides, the nearest first. */
export function hiddenLevels<Level extends string>(
  candidates: readonly Candidate<Level, unknown>[],
): Level[] {
  const first = applying(candidates);
  return candidates.filter((candidate) => candidate !== first && counts(candidate)).map(({ level }) => level);
}

function counts({ says, ignored }: Candidate<string, unknown>): boolean {
  return ignored === null && says !== undefined;
}
