import { AppInput } from "@stagepass/contracts";
import { emptyTarget } from "../../targets/merge-target.ts";
import { addTarget, type DraftState, keyOf, unwritten } from "./state.ts";

const stamps = { createdAt: unwritten, updatedAt: unwritten };

/**
 * Puts a bare thing where a step was refused that others depend on. Nothing of such a draft is stored: the others are tried so
 * that what is wrong with them is told as well, and what is wrong with this one only once.
 */
export function assumeThere(state: DraftState, [collection, ...at]: readonly PropertyKey[]): void {
  const [name = "", things, service] = at.map(String);
  if (collection === "settings") state.org = { ...state.org, staticKeys: "allow" };
  if (collection === "profiles") assumeProfile(state, name);
  if (collection === "providers") assumeProvider(state, name);
  if (collection === "apps" && at.length === 1) assumeApp(state, name);
  if (things === "services" && service !== undefined) assumeService(state, name, service);
}

function assumeProfile({ profiles }: DraftState, name: string): void {
  if (profiles.get(name)?.current !== undefined) return;
  const empty = { description: "", accessRole: null, parameters: [], safeguards: [], clients: {} };
  const current = { ...empty, name, version: 1, createdAt: unwritten, createdBy: "", restoredFrom: null };
  profiles.set(name, { lastVersion: 1, current });
}

function assumeProvider({ providers }: DraftState, name: string): void {
  if (providers.has(name)) return;
  const empty = { description: "", accessRole: null, staticKeys: null, isDefault: false, apps: null };
  providers.set(name, { ...empty, id: "", name, revision: 1, ...stamps });
}

function assumeApp({ apps }: DraftState, name: string): void {
  if (!apps.has(name)) apps.set(name, { ...AppInput.parse({}), name, revision: 1, ...stamps });
}

function assumeService(state: DraftState, app: string, service: string): void {
  const known = state.targets.get(app)?.get(keyOf({ service }));
  if (known?.current !== undefined) return;
  const name = { org: state.org.name, app, service };
  const { id } = known ?? { id: `assumed ${state.targetsById.size}` };
  const fields = { ...emptyTarget, parameters: [], revision: 1, ...stamps, removedAt: null };
  addTarget(state, { name, id, current: { ...fields, id, service, stage: null, region: null } });
}
