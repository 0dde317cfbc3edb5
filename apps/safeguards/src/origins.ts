import { Problem, type Violation } from "@stagepass/contracts";
import { clean } from "@stagepass/runtime/terminal";
import { UsageError } from "./usage-error.ts";

/** Where a part of what is judged came from: a place in a file, or an option. */
export interface Origin {
  /** Where it stands in what is judged, as a JSON path. */
  readonly at: string;
  /** The name of the file or the option. */
  readonly name: string;
  /** Where it stood in the file, as a JSON path; an option has no inside. */
  readonly root?: string;
}

/** What the work gives. Its mistakes become a `UsageError` that names the files and options in which they are. */
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
