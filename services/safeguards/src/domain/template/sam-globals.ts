import { invalidInput, jsonPath } from "@stagepass/contracts";
import { isKnownRecord, isRecord } from "./values/raw.ts";

type Properties = Readonly<Record<string, unknown>>;

const prefix = "AWS::Serverless::";
/** How many values may be copied from `Globals` into resources in all. Real templates copy far fewer. */
const maxCopied = 200_000;

/**
 * Answers a function that adds to a resource what SAM copies into it from the `Globals` of a template whose path is
 * `root`. Objects are merged and lists are joined; of other values the resource's own counts. Properties that a
 * resource names in `IgnoreGlobals` are not copied. Throws `invalid` once too much is copied.
 */
export function globalsCopier(globals: unknown, root: readonly PropertyKey[]) {
  const sections = new Map(
    isRecord(globals)
      ? Object.entries(globals).map(([name, shared]) => [prefix + name, { shared, size: sizeOf(shared) }])
      : [],
  );
  let copied = 0;
  return (type: string, body: Properties): Properties => {
    const section = sections.get(type);
    if (section === undefined) return body;
    copied += section.size;
    if (copied > maxCopied) {
      const path = jsonPath([...root, "Globals"]);
      throw invalidInput([{ path, message: "is too large to be taken over into so many resources" }]);
    }
    return {
      ...body,
      Properties: merge(withoutIgnored(section.shared, body["IgnoreGlobals"]), body["Properties"]),
    };
  };
}

/** The properties of a section that a resource does not ignore. `*` ignores all of them. */
function withoutIgnored(shared: unknown, ignored: unknown): unknown {
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
