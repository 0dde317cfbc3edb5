import { expect, test } from "vitest";
import { Unanswered } from "./unanswered.ts";

const url = "http://127.0.0.1:4000";
const refusedConnection = new Error("connect ECONNREFUSED 127.0.0.1:4000");

test.each([
  [
    "nobody is there",
    new TypeError("fetch failed", { cause: refusedConnection }),
    `Stagepass at ${url} cannot be reached: connect ECONNREFUSED 127.0.0.1:4000.`,
  ],
  ["nobody knows why", new TypeError("fetch failed"), `Stagepass at ${url} cannot be reached: fetch failed.`],
  [
    "it takes too long",
    new DOMException("The operation was aborted due to timeout", "TimeoutError"),
    `Stagepass at ${url} did not answer in time. What was asked for may be done all the same: look at what is there before you try again.`,
  ],
  [
    "somebody else answers",
    new SyntaxError("Unexpected token '<'"),
    `What ${url} answered is not what this version of Stagepass answers. Is it the right URL?`,
  ],
])("where %s, a person is told the address and what to do", (_why, cause, says) => {
  expect(new Unanswered(url, cause).message).toBe(says);
});
