import type { AppliedExemption, Evaluation, SafeguardResult, SkipReason } from "@stagepass/contracts";
import { type Colour, clean, type Paint } from "@stagepass/runtime/terminal";
import type { ChosenTarget } from "./choose-target.ts";

/**
 * Writes the result of a check for people: a line for each safeguard, details of those that did not simply pass, and
 * the verdict.
 */
export function report(
  { results, verdict }: Pick<Evaluation, "results" | "verdict">,
  chosen: ChosenTarget,
  paint: Paint,
): string {
  const detailed = results.filter(hasDetails);
  const lines = [
    heading(chosen),
    ...(chosen.assumed.length === 0 ? [] : [paint("gray", assumption(chosen))]),
    "",
    paint("bold", title("Summary")),
    ...results.map((result) => `  ${summaryOf(result, paint)}`),
    "",
    ...(detailed.length === 0 ? [] : [paint("bold", title("Details"))]),
    ...detailed.flatMap((result, index) => [...detailsOf(result, index + 1, paint), ""]),
    `Safeguards Summary: ${counts(results)}: ${paint(verdictColours[verdict], verdict)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Says which parts of the target were assumed, and how to name them. */
export function assumption({ target, assumed }: ChosenTarget): string {
  return `Assumed, since nothing says otherwise: ${assumed.map((part) => `--${part} ${target[part]}`).join(" ")}`;
}

function heading({ target: { org, app, stage, service, region } }: ChosenTarget): string {
  return clean(`Safeguards of ${service}, stage ${stage} of ${org}/${app}, in ${region}`);
}

function title(text: string): string {
  return `${text} ${"-".repeat(59 - text.length)}`;
}

const colours = {
  passed: "green",
  warned: "yellow",
  failed: "red",
  skipped: "gray",
} as const satisfies Record<SafeguardResult["outcome"], Colour>;

const verdictColours = {
  allowed: "green",
  "allowed-with-warnings": "yellow",
  blocked: "red",
} as const satisfies Record<Evaluation["verdict"], Colour>;

function summaryOf(result: SafeguardResult, paint: Paint): string {
  const why = result.outcome === "skipped" ? ` (${result.reason})` : "";
  return `${paint(colours[result.outcome], result.outcome)} - ${clean(result.name)}${why}`;
}

/** Whether a result needs details. A safeguard that does not apply to this deploy needs none. */
function hasDetails(result: SafeguardResult): boolean {
  if (result.outcome === "skipped") return result.reason !== "out-of-scope";
  return result.outcome !== "passed" || result.exemptions !== undefined;
}

function detailsOf(result: SafeguardResult, position: number, paint: Paint): string[] {
  const { outcome, name, description, safeguard, messages, exemptions = [], fix, docs } = result;
  const label = `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}`;
  const number = `${position})`;
  const indent = " ".repeat(number.length + 1);
  const advice = [
    ...(result.outcome === "skipped" ? optionFor(result.reason) : []),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
    ...(docs === undefined ? [] : [`details: ${docs}`]),
    ...(description === undefined ? [] : [description]),
  ];
  const below = [
    ...messages.map((message) => `- ${clean(message)}`),
    ...exemptions.flatMap(exemptionLines),
    ...advice.map((line) => paint("gray", clean(line))),
  ];
  return [
    `${number} ${paint(colours[outcome], label)} - ${clean(`${name} (${safeguard})`)}`,
    ...below.map((line) => `${indent}${line}`),
  ];
}

function exemptionLines({ who, why, until, messages }: AppliedExemption): string[] {
  const granted = clean(`exempt until ${until}, by ${who}: ${why}`);
  return [granted, ...messages.map((message) => `- ${clean(message)}`)];
}

const options: Readonly<Partial<Record<SkipReason, string>>> = {
  "needs-template": "--template FILE",
  "needs-declaration": "--declaration FILE",
  "needs-framework-version": "--framework-version V",
};

/** Names the option for a missing input, since the messages are about requests. */
function optionFor(reason: SkipReason): string[] {
  const option = options[reason];
  return option === undefined ? [] : [`option: ${option}`];
}

function counts(results: readonly SafeguardResult[]): string {
  const count = (outcome: SafeguardResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  const [passed, warnings, errors] = [count("passed"), count("warned"), count("failed")];
  const plural = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${passed} passed, ${plural(warnings, "warning")}, ${plural(errors, "error")}, ${count("skipped")} skipped`;
}
