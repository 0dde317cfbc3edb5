import type { Explanation, ParameterLevel } from "@stagepass/contracts";

/** What the matrix is about: a service, in one region. */
export interface MatrixPlace {
  readonly org: string;
  readonly app: string;
  readonly service: string;
  readonly region: string;
}

/**
 * What a stage has for a key. It is `set` for the stage itself, or `inherited` by it; it is `hidden` where it is set and does
 * not count; `none` is no value on purpose; `missing` is required and not there; `absent` is not set anywhere.
 */
export type CellState = "set" | "inherited" | "hidden" | "none" | "missing" | "absent";

/** A key in a stage. */
export interface Cell {
  readonly state: CellState;
  /** Where the value is set, or what hides it. It is null where nothing is. */
  readonly level: ParameterLevel | null;
  /** The levels whose values it hides. */
  readonly hides: readonly ParameterLevel[];
}

/** What deploys of one stage get. */
export interface Column {
  readonly stage: string;
  /** Undefined while it is not known yet, or where it cannot be. */
  readonly explanation: Explanation | undefined;
}

/** A key, and what each stage has for it. */
export interface MatrixRow {
  readonly key: string;
  readonly isRequired: boolean;
  /** One for each column; undefined where the stage is not known yet. */
  readonly cells: readonly (Cell | undefined)[];
}

/** The keys of all columns by name, each with what every column has for it. */
export function matrixOf(columns: readonly Column[]): MatrixRow[] {
  const found = columns.flatMap(({ explanation }) => explanation?.parameters ?? []);
  const required = new Set(found.flatMap(({ key, required }) => (required ? [key] : [])));
  return [...new Set(found.map(({ key }) => key))].sort().map((key) => ({
    key,
    isRequired: required.has(key),
    cells: columns.map(({ explanation }) =>
      explanation === undefined ? undefined : cellOf(explanation, key),
    ),
  }));
}

/** Leaves the keys for which not all columns are alike. */
export function differing(rows: readonly MatrixRow[], columns: readonly Column[]): MatrixRow[] {
  const profiles = columns.map(({ explanation }) => explanation?.profile.chosen?.name);
  const seen = (cell: Cell | undefined, index: number) =>
    JSON.stringify([cell, cell?.level === "profile" ? profiles[index] : null]);
  return rows.filter(({ cells }) => new Set(cells.map(seen)).size > 1);
}

/** What an explanation says about a key. */
export function cellOf(explanation: Explanation, key: string): Cell {
  const parameter = explanation.parameters.find((each) => each.key === key);
  if (parameter === undefined) return { state: "absent", level: null, hides: [] };
  const { source, overrides: hides, required, candidates } = parameter;
  if (source !== null)
    return { state: isOwn(explanation, source) ? "set" : "inherited", level: source, hides };
  if (required) return { state: "missing", level: null, hides };
  const none = candidates.find((each) => each.none && each.fate === "applies");
  if (none !== undefined) return { state: "none", level: levelOf(explanation, none.rule), hides };
  const hidden = candidates.find(({ isSet }) => isSet);
  if (hidden !== undefined) return { state: "hidden", level: levelOf(explanation, hidden.rule), hides };
  return { state: "absent", level: null, hides };
}

/** Whether a level belongs to the stage alone: its instance, or the profile that the app maps it to. */
const isOwn = ({ profile }: Explanation, level: ParameterLevel) =>
  level === "instance" || (level === "profile" && profile.chosen?.matchedBy === "stage");

function levelOf({ precedence }: Explanation, rule: number): ParameterLevel | null {
  const level = precedence.find(({ number }) => number === rule)?.level;
  return level === "instance" || level === "service" || level === "profile" ? level : null;
}
