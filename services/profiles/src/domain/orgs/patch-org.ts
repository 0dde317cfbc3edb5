import { OrgField, type OrgPatch, orgUpdated, Problem } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import {
  assertProfilesExist,
  type NamedProfile,
  type ProfileLocks,
} from "../common/assert-profiles-exist.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchOrg } from "../common/no-such.ts";
import { sameJson } from "../common/same-json.ts";
import type { Org } from "./org.ts";

interface PatchOrgChanges extends ProfileLocks, Pick<NearNames, "listNearOrgs"> {
  /** Locks an organization's row, so that no other change of it happens before the transaction ends. */
  lockOrg(org: string): Promise<Org | undefined>;
  writeOrg(org: Pick<Org, "name" | "revision" | OrgField>): Promise<Org>;
  /** Returns the first of the providers that have static keys, by name, and how many there are. */
  listKeyHolders(org: string, limit: number): Promise<{ names: string[]; total: number }>;
  announce: Announce;
}

/** What changing an organization needs from outside. */
export interface PatchOrgPorts {
  transaction: InTransaction<PatchOrgChanges>;
}

/**
 * Changes the given fields of an organization's settings. A patch without a change makes no revision. Throws
 * `not-found`, `invalid` for a stage map that names an unknown profile, and `conflict` when static keys are to be denied
 * while providers, which it names, have some.
 */
export async function patchOrg(ports: PatchOrgPorts, change: Change, given: OrgPatch): Promise<Org> {
  const { org: name, by } = change;
  return ports.transaction(async (changes) => {
    const current = await changes.lockOrg(name);
    if (current === undefined) throw await noSuchOrg(changes, name);
    change.assertMatch(current.revision);
    const { description = current.description, clients = current.clients, stages = current.stages } = given;
    const { staticKeys = current.staticKeys } = given;
    const next: Settings = { description, clients: clients ?? {}, stages, staticKeys };
    const fields = fieldsBetween(current, next);
    if (fields.length === 0) return current;
    if (fields.includes("stages")) await assertProfilesExist(changes, name, profilesOf(stages));
    if (fields.includes("staticKeys") && staticKeys === "deny") await assertNoKeys(changes, name);
    const changed = await changes.writeOrg({ name, ...next, revision: current.revision + 1 });
    await changes.announce(orgUpdated, about.org(name), { org: name, by, changed: { fields } });
    return changed;
  });
}

const namedHolders = 10;

async function assertNoKeys(changes: PatchOrgChanges, org: string): Promise<void> {
  const { names, total } = await changes.listKeyHolders(org, namedHolders);
  if (total === 0) return;
  const more = total > names.length ? ` and ${total - names.length} more` : "";
  throw new Problem(
    "conflict",
    `Providers of ${org} have static keys: ${names.join(", ")}${more}. Give them access roles or delete them, then deny ` +
      "static keys.",
  );
}

type Settings = Pick<Org, OrgField>;

function fieldsBetween(current: Settings, next: Settings): OrgField[] {
  return OrgField.options.filter((field) => !sameJson(current[field], next[field]));
}

function profilesOf(stages: Settings["stages"]): NamedProfile[] {
  return stages.map(({ profile }, index) => ({ profile, path: `$.stages[${index}].profile` }));
}
