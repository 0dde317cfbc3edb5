import type { HttpDialect } from "@stagepass/runtime";
import { describeProblem } from "./common/describe-problem.ts";
import { decodableUrl } from "./decodable-url.ts";

/** How the existing clients read errors, and how they write paths. */
export const dialect: HttpDialect = {
  problems: {
    contentType: "application/json; charset=utf-8",
    format: describeProblem,
    advice: "This version of the Serverless Framework asks for something that Stagepass does not have.",
  },
  readUrl: decodableUrl,
};
