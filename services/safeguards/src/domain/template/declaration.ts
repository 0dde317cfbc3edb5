import type { Value } from "./values/outcome.ts";
import { valueAt } from "./values/value.ts";

/** The object that a serverless.yml becomes. Its values may be intrinsic functions, as those of a template. */
export type Declaration = Readonly<Record<string, unknown>>;

/** The declaration, as a value. */
export function valueOfDeclaration(declaration: Declaration): Value {
  return valueAt({ value: declaration, keys: [] });
}
