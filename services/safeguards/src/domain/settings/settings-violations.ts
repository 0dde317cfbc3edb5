import { type Violation, violationsOf } from "@stagepass/contracts";
import { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * The violations in a safeguard's settings, each with its path. Of settings with several forms, those of the form
 * that was meant.
 */
export function settingsViolations(error: z.ZodError, prefix: readonly PropertyKey[]): Violation[] {
  return violationsOf(new z.ZodError(error.issues.flatMap(ofFormMeant)), prefix);
}

/**
 * The form that was meant is the only one whose type fits. When there is no such form, the violation is that none
 * fits.
 */
function ofFormMeant(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.filter((form) => !form.some(isOtherType));
  const [only] = meant;
  if (only === undefined || meant.length > 1) return [issue];
  return only.flatMap((inner) => ofFormMeant({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isOtherType({ code, path }: Issue): boolean {
  return code === "invalid_type" && path.length === 0;
}
