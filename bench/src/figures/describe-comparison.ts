import type { Change, Comparison } from "./compare.ts";
import type { Run } from "./run.ts";
import { number, table } from "./table.ts";

/** A comparison for people: what is better or worse beyond the noise is marked. */
export function describeComparison(before: Run, after: Run, comparisons: readonly Comparison[]): string {
  const head = `before: ${before.commit}, ${before.measuredAt}\nafter:  ${after.commit}, ${after.measuredAt}\n`;
  const tables = comparisons
    .filter(({ changes }) => changes.length > 0)
    .map(({ title, changes }) =>
      table([[title, "before", "after", "change", "noise", ""], ...changes.map(rowOf)]),
    );
  return [`${head}${cautionFor(before, after)}`, ...tables].join("\n");
}

/** What makes two runs harder to compare. */
function cautionFor(before: Run, after: Run): string {
  const conditions = ({ machine: { processors, model, node, platform }, secondsPerCell }: Run) =>
    `${processors} × ${model}, ${platform}, Node ${node}, ${secondsPerCell} s for each measurement`;
  const [earlier, later] = [conditions(before), conditions(after)];
  return earlier === later ? "" : `Their conditions differ:\n  ${earlier}\n  ${later}\n`;
}

function rowOf({ cell, before, after, change, noise, verdict }: Change): string[] {
  const digits = before < 1 ? 3 : 2;
  const sign = change > 0 ? "+" : "";
  const mark = verdict === "better" || verdict === "worse" ? verdict : "";
  return [
    cell,
    number(before, digits),
    number(after, digits),
    `${sign}${number(change * 100, 0)} %`,
    noise === undefined ? "?" : `± ${number(noise * 100, 0)} %`,
    mark,
  ];
}
