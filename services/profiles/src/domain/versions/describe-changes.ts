import type { VersionChanges } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import { differencesOf } from "./changes-between.ts";
import { type FindVersionPorts, getVersion } from "./get-version.ts";
import { contentOf, type NextVersion, type ProfileVersion } from "./profile.ts";

/** Which version of a profile, and the one that it is compared with: without one, the version before it. */
interface Compared {
  readonly org: string;
  readonly profile: string;
  readonly version: number;
  readonly from?: number | undefined;
}

/** The content before the first version of a profile. */
const nothing: NextVersion = {
  ...{ description: "", accessRole: null, clients: {} },
  ...{ parameters: [], safeguards: [] },
};

/**
 * Returns what differs between two versions of a profile: names of fields, keys of parameters and names of safeguards, and
 * never a value. The first version differs from nothing. Throws `not-found`.
 */
export async function describeChanges(
  ports: FindVersionPorts,
  { org, profile, version, from }: Compared,
): Promise<VersionChanges> {
  const found = await getVersion(ports, org, profile, version);
  const base =
    from === undefined
      ? await ports.findVersion(org, profile, version - 1)
      : await getVersion(ports, org, profile, from);
  const [before, after] = [base === undefined ? nothing : contentOf(base), contentOf(found)];
  const { fields, parameterKeys } = differencesOf(before, after);
  return {
    version,
    from: base?.version ?? null,
    ...stampsOf(found),
    fields,
    parameters: parameterKeys.map((key) => ({
      key,
      change: kindOf(key, before.parameters, after.parameters),
    })),
    safeguards: differingSafeguards(before, after),
  };
}

function stampsOf({ createdAt, createdBy, restoredFrom }: ProfileVersion) {
  return { createdAt: createdAt.toISOString(), createdBy, restoredFrom };
}

type Change = VersionChanges["parameters"][number]["change"];

function kindOf(key: string, before: readonly { key: string }[], after: readonly { key: string }[]): Change {
  const has = (list: readonly { key: string }[]) => list.some((other) => other.key === key);
  return has(before) ? (has(after) ? "changed" : "removed") : "added";
}

/** Safeguards are told apart by their names. Of several with one name, the first is compared with the first, and so on. */
function differingSafeguards(before: NextVersion, after: NextVersion): VersionChanges["safeguards"] {
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name) => {
    const [was = [], is = []] = [old.get(name), now.get(name)];
    if (sameJson(was, is)) return [];
    const change: Change = was.length === 0 ? "added" : is.length === 0 ? "removed" : "changed";
    return [{ name, change }];
  });
}

function byName({ safeguards }: NextVersion): ReadonlyMap<string, NextVersion["safeguards"]> {
  const named = new Map<string, NextVersion["safeguards"]>();
  for (const safeguard of safeguards)
    named.set(safeguard.name, [...(named.get(safeguard.name) ?? []), safeguard]);
  return named;
}
