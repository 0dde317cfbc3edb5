import { type CelEnv, CelScalar, celEnv, celFunc } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { startStopwatch } from "../stopwatch.ts";

/** The variables of an expression. */
export const variables = ["target", "now", "frameworkVersion", "declaration", "resources"];

/** The types that an expression can compare with `type(…)`. */
export const types = ["bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint"];

/** The macros of the language, which take names or fields where functions take values. */
export const macros = ["all", "exists", "exists_one", "filter", "has", "map"];

/**
 * The name of a function that every loop calls before each step. Expressions cannot have such a name, and so cannot
 * call it.
 */
export const inTime = "@inTime";

/** The language: CEL with its extension for texts. */
export const environment: CelEnv = celEnv({
  funcs: [...strings, celFunc(inTime, [], CelScalar.BOOL, isInTime)],
});

/** Runs an expression, and says whether it ran out of time. Its value then means nothing. */
export function withinTime<T>(run: () => T): { readonly value: T; readonly late: boolean } {
  isUp = startStopwatch();
  steps = 0;
  const value = run();
  return { value, late: isUp() };
}

// One expression runs at a time in a process.
let isUp = () => false;
let steps = 0;
let late = false;

/** Looking at the clock costs more than a step of most loops. */
const stepsPerLook = 64;

function isInTime(): boolean {
  if (steps++ % stepsPerLook === 0) late = isUp();
  return !late;
}
