import {
  type Principal,
  Problem,
  type ProviderLink,
  type TargetParameterContent,
} from "@stagepass/contracts";
import { alreadyExists } from "../common/already-exists.ts";
import { putTarget, type SaveTargetPorts } from "./save-target.ts";
import { type TargetName, titleOf } from "./target.ts";
import { putTargetParameter } from "./target-parameters.ts";

/**
 * Links a service or an instance to a provider or to none. Creates it when it does not exist, and the service of an
 * instance with it. Throws `invalid`, and `not-found` for the app.
 */
export async function linkProvider(
  ports: SaveTargetPorts,
  caller: Principal,
  { provider, ...name }: TargetName & { readonly provider: ProviderLink },
): Promise<void> {
  await ensureService(ports, caller, name);
  await putTarget(ports, anyChange(caller, name), { provider });
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
  if (only === "create") {
    await ensureService(ports, caller, name);
    await putTarget(ports, anyChange(caller, name), {});
  }
  const assertMatch = (_revision: number | undefined, isThere?: boolean) => {
    const what = `parameter ${key}`;
    if (only === "create" && isThere) throw alreadyExists(what, ` on the ${titleOf(name)}`);
    if (only === "change" && !isThere)
      throw new Problem("not-found", `There is no ${what} on the ${titleOf(name)}.`);
  };
  await putTargetParameter(ports, { ...anyChange(caller, name), key, assertMatch }, content);
}

async function ensureService(
  ports: SaveTargetPorts,
  caller: Principal,
  { org, app, service, stage }: TargetName,
): Promise<void> {
  if (stage !== undefined) await putTarget(ports, anyChange(caller, { org, app, service }), {});
}

/** A change of whatever is there, with what it names. */
export function anyChange<N extends { readonly org: string }>({ keyId }: Principal, name: N) {
  return { ...name, by: keyId, assertMatch: () => {} };
}
