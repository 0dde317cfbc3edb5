import type { ProblemGuide } from "./problem-guide.ts";
import { problemGuides } from "./problem-guides.ts";
import { Problem, type ProblemBody, type ProblemCode, problems } from "../problem.ts";

/** Everything that the page of a problem says. Text between backticks is code; there is no other markup. */
export interface ProblemPage extends Omit<ProblemGuide, "example"> {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
  readonly example: { readonly request: string; readonly answer: ProblemBody };
}

/** The page of a problem, whose status, title and example answer come from the table of problems. */
export function problemPage(code: ProblemCode): ProblemPage {
  const { example, ...guide } = problemGuides[code];
  const { detail, ...facts } = example.facts;
  const answer = new Problem(code, detail, facts).toBody("req_4cM2xQ9LpT0aXk1v");
  return { code, ...problems[code], ...guide, example: { request: example.request, answer } };
}
