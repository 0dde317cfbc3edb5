import {
  type Principal,
  Problem,
  type ProviderLink,
  type TargetParameterContent,
} from "@stagepass/contracts";
import { alreadyExists } from "../common/already-exists.ts";
import { newWithItsService, onlyExisting } from "./bring-target.ts";
import { type SaveTargetPorts, saveTarget } from "./save-target.ts";
import { type TargetName, titleOf } from "./target.ts";
import { saveParameter } from "./target-parameters.ts";

/**
 * Links a service or an instance to a provider or to none. Creates it when it does not exist, and the service of an
 * instance with it. Throws `invalid`, and `not-found` for the app.
 */
export async function linkProvider(
  ports: SaveTargetPorts,
  caller: Principal,
  { provider, ...name }: TargetName & { readonly provider: ProviderLink },
): Promise<void> {
  await saveTarget(ports, anyChange(caller, name), { provider }, newWithItsService);
}

/**
 * Adds or changes one parameter of a service or an instance. One that does not exist is created for a new parameter.
 * Throws `conflict` when the parameter to create exists, `not-found` when the one to change does not, and `invalid`.
 */
export async function saveTargetParameter(
  ports: SaveTargetPorts,
  caller: Principal,
  {
    key,
    content,
    only,
    ...name
  }: TargetName & {
    readonly key: string;
    readonly content: TargetParameterContent;
    readonly only: "create" | "change";
  },
): Promise<void> {
  const assertMatch = (_revision: number | undefined, isThere?: boolean) => {
    const what = `parameter ${key}`;
    if (only === "create" && isThere) throw alreadyExists(what, ` on the ${titleOf(name)}`);
    if (only === "change" && !isThere)
      throw new Problem("not-found", `There is no ${what} on the ${titleOf(name)}.`);
  };
  const change = { ...anyChange(caller, name), key, assertMatch };
  await saveParameter(ports, change, content, only === "create" ? newWithItsService : onlyExisting);
}

/** A change of whatever is there, with what it names. */
export function anyChange<N extends { readonly org: string }>({ keyId }: Principal, name: N) {
  return { ...name, by: keyId, assertMatch: () => {} };
}
