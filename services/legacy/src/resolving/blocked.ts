import { type ClientResolution, Problem, type SafeguardResult } from "@stagepass/contracts";

type Blocked = Extract<ClientResolution, { verdict: "blocked" }>;

/** The sentence names at most this many safeguards. */
const maxNamed = 3;

/** The problem `conflict` for a blocked deploy. It names the safeguards that block, and says why each does. */
export function blocked({ profile, results, blockedBy }: Pick<Blocked, "profile" | "results" | "blockedBy">) {
  const ofBlockers = results.filter(({ name }) => blockedBy.includes(name));
  const failed = ofBlockers.filter(({ outcome }) => outcome === "failed");
  // A violation says more than a missing input. Where there is one, only violations are named.
  const reasons = failed.length > 0 ? failed : ofBlockers.filter(({ outcome }) => outcome === "skipped");
  const described = reasons.slice(0, maxNamed).map(describe).join("; ");
  const more = reasons.length > maxNamed ? `; and ${reasons.length - maxNamed} more` : "";
  const what = described === "" ? "" : `: ${described}${more}`;
  const whose = profile === null ? "" : ` of the profile ${profile.name}`;
  return new Problem("conflict", `Blocked by safeguards${whose}${what}.`);
}

function describe({ name, outcome, messages: [first = "it is not kept"] }: SafeguardResult): string {
  const why =
    outcome === "skipped" ? "this version of the Serverless Framework does not send what it judges" : first;
  return `"${name}": ${why.replace(/\.$/, "")}`;
}
