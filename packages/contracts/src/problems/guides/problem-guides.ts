import type { ProblemCode } from "../problem.ts";
import { callerGuides } from "./caller-guides.ts";
import { dependencyGuides } from "./dependency-guides.ts";
import { planningGuides } from "./planning-guides.ts";
import { requestGuides } from "./request-guides.ts";
import { storedGuides } from "./stored-guides.ts";
import type { ProblemGuide } from "./problem-guide.ts";

/** The guide of every problem. Its page in `docs/problems`, and the page that its `type` leads to, are made from it. */
export const problemGuides: Readonly<Record<ProblemCode, ProblemGuide>> = {
  ...requestGuides,
  ...callerGuides,
  ...storedGuides,
  ...planningGuides,
  ...dependencyGuides,
};
