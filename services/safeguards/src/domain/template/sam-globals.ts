import { invalidInput, jsonPath } from "@stagepass/contracts";
import { isKnownRecord, isRecord } from "./values/location.ts";

type Properties = Readonly<Record<string, unknown>>;

const prefix = "AWS::Serverless::";
/** Values that may be taken over into resources together: far above what real templates share, and read in no time. */
const maxTakenOver = 200_000;

/**
 * Answers what SAM takes over into a resource of a type from the `Globals` of a template that stands at `root`: what
 * stands in both is merged where it is an object, and put one after the other where it is a list; otherwise the
 * resource's own word counts. What a resource's `IgnoreGlobals` names is left out. Throws `invalid` once too much is taken
 * over.
 */
export function takeOver(globals: unknown, root: readonly PropertyKey[]) {
  const sections = new Map(
    isRecord(globals)
      ? Object.entries(globals).map(([name, shared]) => [prefix + name, { shared, size: sizeOf(shared) }])
      : [],
  );
  let takenOver = 0;
  return (type: string, body: Properties): Properties => {
    const section = sections.get(type);
    if (section === undefined) return body;
    takenOver += section.size;
    if (takenOver > maxTakenOver) {
      const path = jsonPath([...root, "Globals"]);
      throw invalidInput([{ path, message: "is too large to be taken over into so many resources" }]);
    }
    return { ...body, Properties: merge(heeded(section.shared, body["IgnoreGlobals"]), body["Properties"]) };
  };
}

/** What is left of a section for a resource that ignores some of its properties, or with `*` all of them. */
function heeded(shared: unknown, ignored: unknown): unknown {
  if (ignored === "*") return undefined;
  if (!Array.isArray(ignored) || !isRecord(shared)) return shared;
  const names = new Set<unknown>(ignored);
  return Object.fromEntries(Object.entries(shared).filter(([name]) => !names.has(name)));
}

function merge(shared: unknown, own: unknown): unknown {
  if (own === undefined) return shared;
  if (Array.isArray(shared) && Array.isArray(own)) return [...shared, ...own];
  if (!isKnownRecord(shared) || !isKnownRecord(own)) return own;
  const merged = Object.entries(own).map(([key, value]) => [
    key,
    Object.hasOwn(shared, key) ? merge(shared[key], value) : value,
  ]);
  return { ...shared, ...Object.fromEntries(merged) };
}

/** How many values there are in a value. */
function sizeOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((size: number, inner) => size + sizeOf(inner), 1);
}
