import * as contracts from "@stagepass/contracts";
import { answerOnBehalf, type Bus } from "@stagepass/runtime";
import { authenticate } from "../domain/access-keys/authenticate.ts";
import { deleteProvider } from "../domain/providers/delete-provider.ts";
import { getProvider } from "../domain/providers/get-provider.ts";
import { viewProvider } from "../domain/providers/provider.ts";
import { saveProviderFor } from "../domain/providers/save-provider-for.ts";
import { getTarget } from "../domain/targets/get-target.ts";
import { anyChange, linkProvider, saveTargetParameter } from "../domain/targets/save-target-for.ts";
import { viewService } from "../domain/targets/target.ts";
import { deleteTargetParameter } from "../domain/targets/target-parameters.ts";
import { listProviders } from "../pages.ts";
import type { Ports } from "../ports.ts";

/** Registers the handlers by which another service manages providers, links and parameters on behalf of its callers. */
export function registerProvidersOnBehalf(bus: Bus, ports: Ports): void {
  const answer = answerOnBehalf(bus, (digest) => authenticate(ports, digest));
  answer(contracts.listProvidersFor, (_caller, { org, page }) => listProviders(ports, org, page));
  answer(contracts.getProviderFor, async (_caller, asked) => viewProvider(await getProvider(ports, asked)));
  answer(contracts.saveProviderFor, (caller, given) => saveProviderFor(ports, caller, given));
  answer(contracts.deleteProviderFor, async (caller, asked) => {
    await deleteProvider(ports, anyChange(caller, asked));
    return {};
  });
  answer(contracts.getTargetFor, async (_caller, asked) => viewService(await getTarget(ports, asked)));
  answer(contracts.linkProviderFor, async (caller, given) => {
    await linkProvider(ports, caller, given);
    return {};
  });
  answer(contracts.saveTargetParameterFor, async (caller, { parameter: key, ...given }) => {
    await saveTargetParameter(ports, caller, { ...given, key });
    return {};
  });
  answer(contracts.deleteTargetParameterFor, async (caller, { parameter: key, ...asked }) => {
    await deleteTargetParameter(ports, anyChange(caller, { ...asked, key }));
    return {};
  });
}
