import { blueprintOf, rowOf } from "../common/blueprint.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { type ReadSealed, readValues } from "../parameters/read-values.ts";
import { emptyTarget } from "./merge-target.ts";
import type { NextTarget, NextTargetParameter, Target, TargetName, TargetParameter } from "./target.ts";

/** What beginning a service or an instance needs of a transaction. */
export interface BeginTargetChanges {
  findTarget(name: TargetName): Promise<Target | undefined>;
  /** Returns the ciphertexts of values of services and instances, by the ids of their rows. */
  readSealedOfTargets: ReadSealed;
}

/** A service or an instance that is about to be made, the id of its row, and the vault that seals its values. */
interface Beginning {
  readonly name: TargetName;
  readonly id: string;
  readonly vault: OrgVault;
}

/**
 * Returns what a new service or instance begins with: what its blueprint says, with values that are sealed anew for it.
 * Without a blueprint, that is nothing.
 */
export async function beginTarget(
  changes: BeginTargetChanges,
  { name, id, vault }: Beginning,
): Promise<NextTarget> {
  const blueprint = await changes.findTarget(rowOf(blueprintOf(name)));
  if (blueprint === undefined) return emptyTarget;
  const { provider, inherits, parameters } = blueprint;
  const values = await readValues(
    { readSealed: changes.readSealedOfTargets },
    { org: name.org, of: { targetId: blueprint.id }, vault },
    parameters.flatMap((parameter) => ("isNone" in parameter ? [] : [parameter])),
  );
  const copy = (parameter: TargetParameter): NextTargetParameter => {
    const { key } = parameter;
    if ("isNone" in parameter) return { key, isNone: true, stored: null };
    const { sensitive, content } = parameter;
    if (content.kind === "reference") return { key, sensitive, value: content };
    const sealed = vault.seal({ targetId: id, key }, values.unseal(parameter));
    return { key, sensitive, value: { kind: "sealed", sealed } };
  };
  return { ...emptyTarget, provider, inherits, parameters: parameters.map(copy) };
}
