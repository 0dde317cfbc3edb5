import { jsonPath, Problem, type Violation } from "@stagepass/contracts";

/** One thing that an import saves or removes, by the function that the API does it with. */
export interface Step {
  /** The place of the thing in the document. */
  readonly at: readonly PropertyKey[];
  /** The field of the API that this place itself stands for. */
  readonly field?: string;
  /**
   * The steps of what it belongs to or refers to, which must have been made before it is tried. So a mistake in one thing is
   * told there, and not again wherever the thing is named.
   */
  readonly after?: readonly (Step | undefined)[];
  /** The profile, service or instance whose stored values the step reads, and the keys of these values. */
  readonly reads?: ValuesOf;
  run(): Promise<unknown>;
}

/** Whose values are read, and the keys that a document gives. */
export type ValuesOf = { readonly keys: readonly string[] } & (
  | { readonly profile: string }
  | {
      readonly target: {
        readonly app: string;
        readonly service: string;
        readonly stage?: string;
        readonly region?: string;
      };
    }
);

/** Why a step cannot be done, each with its place in the document. */
export interface Refusal {
  readonly violations: readonly Violation[];
  /** Whether what is there stands against it, and not a rule that the document itself breaks. */
  readonly isConflict: boolean;
}

/** Reads what a step threw. Returns undefined for a failure that is not about the document. */
export function refusalOf({ at, field }: Step, error: unknown): Refusal | undefined {
  if (!(error instanceof Problem) || error.status >= 500) return undefined;
  const { errors, detail } = error.facts;
  const root = jsonPath(at);
  if (errors === undefined)
    return { violations: [{ path: root, message: detail }], isConflict: error.code !== "invalid" };
  const own = field === undefined ? "$" : `$.${field}`;
  const violations = errors.map(({ path, message }) => ({
    path: `${root}${path.slice(path.startsWith(own) ? own.length : 1)}`,
    message,
  }));
  return { violations, isConflict: error.code !== "invalid" };
}
