import type { ImportAction, ImportChange, ImportResult, ProblemBody } from "@stagepass/contracts";
import { type Colour, clean, type Paint } from "@stagepass/runtime/terminal";

/** Writes for people what an import changes or has changed, thing by thing, and what it leaves although it is not named. */
export function report({ applied, digest, changes, unchanged, unnamed }: ImportResult, paint: Paint): string {
  const width = Math.max(0, ...changes.map(({ path }) => path.length));
  const lines = [
    ...changes.map((change) => changeLine(change, width, paint)),
    ...(changes.length === 0 ? [] : [""]),
    ...section("Not in the document, and left as it is (--prune removes it):", unnamed, paint),
    counts(changes, unchanged, applied),
    ...(applied || changes.length === 0 ? [] : [paint("gray", `To apply just this: --base ${digest}`)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Writes for people why a document was refused, each violation with its place. */
export function problemText({ title, detail, errors = [] }: ProblemBody, paint: Paint): string {
  const violations = errors.map(({ path, message }) => `  ${paint("bold", clean(path))}: ${clean(message)}`);
  // The detail of a problem with violations repeats the first ones, in one line.
  const lines = violations.length === 0 ? [clean(detail)] : violations;
  return `${[paint("red", title), ...lines].join("\n")}\n`;
}

const colours = {
  create: "green",
  update: "yellow",
  restore: "cyan",
  remove: "red",
} as const satisfies Record<ImportAction, Colour>;

function changeLine(
  { action, path, fields, parameterKeys, revision }: ImportChange,
  width: number,
  paint: Paint,
): string {
  const keys = parameterKeys.length === 0 ? "" : ` (${parameterKeys.join(", ")})`;
  const changed = fields.map((field) => (field === "parameters" ? `${field}${keys}` : field));
  const since = revision === null ? "" : `, was at ${revision}`;
  const cells = [path.padEnd(width), `${changed.join(", ")}${since}`.replace(/^, /, "")];
  return `${paint(colours[action], action.padEnd(7))}  ${clean(cells.join("  ").trimEnd())}`;
}

function section(title: string, things: ImportResult["unnamed"], paint: Paint): string[] {
  if (things.length === 0) return [];
  return [title, ...things.map(({ path }) => paint("gray", `  ${clean(path)}`)), ""];
}

function counts(changes: readonly ImportChange[], unchanged: number, applied: boolean): string {
  if (changes.length === 0) return `Nothing ${applied ? "was" : "would be"} changed: ${unchanged} unchanged.`;
  const of = (action: ImportAction) => changes.filter((change) => change.action === action).length;
  const words = [
    `${of("create")} created`,
    `${of("update")} updated`,
    `${of("restore")} restored`,
    `${of("remove")} removed`,
    `${unchanged} unchanged`,
  ];
  return `${applied ? "Applied" : "Plan"}: ${words.join(", ")}.`;
}
