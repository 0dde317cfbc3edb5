import type { StageMapping } from "@stagepass/contracts";

/** A line of the stage map while somebody edits it. It keeps its key when lines before it go. */
export interface Line extends StageMapping {
  readonly key: number;
}

/** The lines of a stored map, ready to be edited. */
export const linesOf = (stages: readonly StageMapping[]): Line[] =>
  stages.map((mapping, key) => ({ ...mapping, key }));

/** The map as it is saved. */
export const stagesOf = (lines: readonly Line[]): StageMapping[] =>
  lines.map(({ stages, profile }) => ({ stages, profile }));

/** The lines with a new one at the end. */
export function added(lines: readonly Line[]): Line[] {
  const key = Math.max(-1, ...lines.map((line) => line.key)) + 1;
  return [...lines, { stages: "", profile: "", key }];
}

/** The lines with one of them a place further up or down, if there is such a place. */
export function moved(lines: readonly Line[], index: number, by: -1 | 1): Line[] {
  const line = lines[index];
  if (line === undefined || lines[index + by] === undefined) return [...lines];
  return lines.toSpliced(index, 1).toSpliced(index + by, 0, line);
}
