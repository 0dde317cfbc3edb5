import { Problem, type SafeguardResult } from "@stagepass/contracts";

/** How many safeguards a sentence names. */
const maxNamed = 3;

/** The problem `conflict` for a deploy that safeguards of a profile block: which they are, and what each says. */
export function blocked(profile: string, results: readonly SafeguardResult[]): Problem {
  const errors = results.filter(({ enforcementLevel }) => enforcementLevel === "error");
  const failed = errors.filter(({ outcome }) => outcome === "failed");
  // Without one that failed, it is those that could not be judged.
  const blocking = failed.length > 0 ? failed : errors.filter(isUnjudged);
  const named = blocking.slice(0, maxNamed).map(describe);
  const more = blocking.length > maxNamed ? `; and ${blocking.length - maxNamed} more` : "";
  return new Problem(
    "conflict",
    `Blocked by safeguards of the profile ${profile}: ${named.join("; ")}${more}.`,
  );
}

function isUnjudged(result: SafeguardResult): boolean {
  return result.outcome === "skipped" && result.reason !== "out-of-scope";
}

function describe({ name, outcome, messages: [first = "it is not kept"] }: SafeguardResult): string {
  const why =
    outcome === "skipped" ? "this version of the Serverless Framework does not send what it judges" : first;
  return `"${name}": ${why.replace(/\.$/, "")}`;
}
