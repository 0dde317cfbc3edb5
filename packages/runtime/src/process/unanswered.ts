/**
 * Says that a request to Stagepass at a URL has no answer that can be used, and why: nobody is there, it takes too long, or
 * somebody else answers.
 */
export class Unanswered extends Error {
  constructor(url: string, cause: unknown) {
    super(reasonOf(url, cause), { cause });
  }
}

function reasonOf(url: string, cause: unknown): string {
  if (!(cause instanceof Error)) return `Stagepass at ${url} did not answer: ${cause}.`;
  if (cause.name === "TimeoutError")
    return (
      `Stagepass at ${url} did not answer in time. What was asked for may be done all the same: look at what is there ` +
      "before you try again."
    );
  if (cause instanceof TypeError) return `Stagepass at ${url} cannot be reached: ${failureOf(cause)}.`;
  return `What ${url} answered is not what this version of Stagepass answers. Is it the right URL?`;
}

/** The message of `fetch` says only that it failed. */
function failureOf({ message, cause }: TypeError): string {
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}
