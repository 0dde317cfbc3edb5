import { Problem, type Violation } from "@stagepass/contracts";
import { clean, UsageError } from "@stagepass/runtime/terminal";

/** Where a part of the input came from: a location in a file, or an option. */
export interface Origin {
  /** The JSON path of the part in the input. */
  readonly at: string;
  /** The name of the file or the option. */
  readonly name: string;
  /** The JSON path of the part in the file. An option has none. */
  readonly root?: string;
}

/**
 * Runs the work and returns its result. Violations become a `UsageError` that names the files and options they are in.
 */
export async function withOrigins<T>(origins: readonly Origin[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const { errors = [], detail } = error.facts;
    throw new UsageError(
      errors.length === 0 ? detail : errors.map((each) => describe(each, origins)).join("\n"),
    );
  }
}

function describe({ path, message }: Violation, origins: readonly Origin[]): string {
  const origin = origins.find(({ at }) => path.startsWith(at) && /^($|[.[])/.test(path.slice(at.length)));
  if (origin === undefined) return clean(`${path}: ${message}`);
  const { at, name, root } = origin;
  const inside = root === undefined ? "" : `${root}${path.slice(at.length)}`;
  return clean(inside === "" || inside === "$" ? `${name}: ${message}` : `${name}: ${inside}: ${message}`);
}
