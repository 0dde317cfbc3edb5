import type { Problem } from "@stagepass/contracts";

/** The longest text that is sent to a client, in characters: it is shown in a terminal. */
const maxLength = 1_000;

/**
 * Describes a problem in the format of the existing clients. The older ones show the whole body and the later ones its
 * `errorMessage`, so that the body is one short text that says what to do.
 */
export function describeProblem(problem: Problem): { status: number; body: { errorMessage: string } } {
  const sentence = sentenceOf(problem);
  const errorMessage = sentence.length <= maxLength ? sentence : `${sentence.slice(0, maxLength)}…`;
  return { status: problem.status, body: { errorMessage } };
}

function sentenceOf({ code, facts: { detail, errors = [] } }: Problem): string {
  switch (code) {
    case "invalid": {
      const [first] = errors;
      if (first === undefined) return detail;
      const more = errors.length === 1 ? "" : ` There are ${errors.length - 1} more mistakes.`;
      return `${fieldOf(first.path)} ${first.message}${/[.?]$/.test(first.message) ? "" : "."}${more}`;
    }
    case "role-not-assumable":
      return `${firstSentenceOf(detail)} Nothing was deployed. Ask an admin of your organization to check the profile's access role.`;
    case "unauthenticated":
      return `${detail} Set SERVERLESS_ACCESS_KEY to an access key of Stagepass.`;
    default:
      return detail;
  }
}

/** Shortens a JSON path such as `$.path.stage` to `stage`: whoever reads it did not write the JSON. */
function fieldOf(path: string): string {
  const field = path.replace(/^\$\.?(?:path|query|headers)?\.?/, "");
  return field === "" ? "The body" : `"${field}"`;
}

function firstSentenceOf(text: string): string {
  return /^.*?\.(?= [A-Z]|$)/s.exec(text)?.[0] ?? text;
}
