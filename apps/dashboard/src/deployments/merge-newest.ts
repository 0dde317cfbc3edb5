/** Something of a list that is ordered by its age. */
interface Listed {
  readonly id: string;
}

/**
 * A list of which the beginning was read again: what is newer stands before it, and what changed takes the place of what
 * it was.
 */
export function mergeNewest<T extends Listed>(newest: readonly T[], listed: readonly T[]): T[] {
  const again = new Set(newest.map(({ id }) => id));
  return [...newest, ...listed.filter(({ id }) => !again.has(id))];
}

/**
 * Whether so much has come since a list was read that there may be something between its beginning and the newest page.
 * The list has to be read again as a whole then.
 */
export function hasGap(newest: readonly Listed[], listed: readonly Listed[], isLastPage: boolean): boolean {
  if (isLastPage || listed.length === 0) return false;
  const known = new Set(listed.map(({ id }) => id));
  return !newest.some(({ id }) => known.has(id));
}
