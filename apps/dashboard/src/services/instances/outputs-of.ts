import type { Report } from "@stagepass/contracts";

/** An output as the page shows it, and what became of it since the deploy before. */
export interface Output {
  readonly name: string;
  readonly value: string;
  /** What it was in the deploy before, where that is something else. */
  readonly was: string | null;
  /** Which secret it holds, for which it was withheld. */
  readonly withheld: string | undefined;
  readonly change: "new" | "changed" | "gone" | null;
}

type Outputs = Pick<Report, "outputs" | "withheldOutputs">;

/** The outputs of a report, by name, each compared with the report before, where there is one. */
export function outputsOf(now: Outputs | null, before: Outputs | null): Output[] {
  const values = valuesOf(now);
  const earlier = valuesOf(before);
  const gone = [...earlier.keys()].filter((name) => !values.has(name));
  return [...values.keys(), ...gone].sort().map((name) => {
    const value = values.get(name) ?? earlier.get(name) ?? "";
    const withheld =
      now?.withheldOutputs[name] ?? (values.has(name) ? undefined : before?.withheldOutputs[name]);
    const change = before === null ? null : changeOf(values.get(name), earlier.get(name));
    return { name, value, was: change === "changed" ? (earlier.get(name) ?? null) : null, withheld, change };
  });
}

function valuesOf(report: Outputs | null): Map<string, string> {
  if (report === null) return new Map();
  const { outputs, withheldOutputs } = report;
  const shown = Object.entries(outputs).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return new Map([...Object.keys(withheldOutputs).map((name): [string, string] => [name, ""]), ...shown]);
}

function changeOf(now: string | undefined, before: string | undefined): Output["change"] {
  if (now === undefined) return "gone";
  if (before === undefined) return "new";
  return now === before ? null : "changed";
}
