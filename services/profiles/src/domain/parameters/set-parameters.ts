import { invalidInput, maxParameters } from "@stagepass/contracts";

/** The paths in a request at which violations of its parameters are reported. */
export interface Places {
  /** Of one parameter, or of a field of it. */
  of(index: number, field?: string): string;
  /** Of all of them together. */
  readonly all: string;
}

/** The request is one parameter. */
export const onlyOne: Places = {
  of: (_index, field) => (field === undefined ? "$" : `$.${field}`),
  all: "$",
};

interface Keyed {
  readonly key: string;
}

/**
 * Returns parameters in which others were added or changed. One that is there keeps its position, so that changing its
 * value is no change of the others. Throws `invalid` for more than `title` can have.
 */
export function setParameters<P extends Keyed>(
  before: readonly P[],
  merged: readonly P[],
  { title, places }: { readonly title: string; readonly places: Places },
): P[] {
  const byKey = new Map(merged.map((parameter) => [parameter.key, parameter]));
  const there = new Set(before.map(({ key }) => key));
  const added = merged.filter(({ key }) => !there.has(key));
  const tooMany = added.at(Math.max(0, maxParameters - before.length));
  if (tooMany !== undefined) {
    const message = `is one more than ${maxParameters}, the most that ${title} can have; remove another parameter first`;
    throw invalidInput([{ path: places.of(merged.indexOf(tooMany)), message }]);
  }
  return [...before.map((parameter) => byKey.get(parameter.key) ?? parameter), ...added];
}
