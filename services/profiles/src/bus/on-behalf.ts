import * as contracts from "@stagepass/contracts";
import { admit, answerOnBehalf, type Bus } from "@stagepass/runtime";
import { authenticate } from "../domain/access-keys/authenticate.ts";
import { createAccessKey } from "../domain/access-keys/create-access-key.ts";
import { getAppFor } from "../domain/apps/get-app-for.ts";
import { saveAppFor } from "../domain/apps/save-app-for.ts";
import { coveredWithStages } from "../domain/apps/with-stages.ts";
import { getOrg } from "../domain/orgs/get-org.ts";
import { planFor } from "../domain/planning/plan-for.ts";
import { createProfile } from "../domain/profiles/create-profile.ts";
import { listApps, listProfiles } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { registerProvidersOnBehalf } from "./providers-on-behalf.ts";

/**
 * Registers the handlers of requests that another service sends on behalf of its callers. Each is answered with the
 * rights that the caller's own key has here.
 */
export function registerOnBehalf(bus: Bus, ports: Ports): void {
  const answer = answerOnBehalf(bus, (digest) => authenticate(ports, digest));
  answer(contracts.getOrgFor, (_caller, { org }) => getOrg(ports, org));
  answer(contracts.getAppFor, (caller, asked) => getAppFor(ports, caller, asked));
  answer(contracts.listAppsFor, async (caller, { org, page }) => {
    const within = contracts.limitsOf(caller).apps;
    const { items, nextCursor } = await listApps(ports, org, { ...page, within });
    return { items: await coveredWithStages(ports, caller, org, items), nextCursor };
  });
  answer(contracts.saveAppFor, (caller, given) => saveAppFor(ports, caller, given));
  answer(contracts.listProfilesFor, (caller, { org, page }) =>
    listProfiles(ports, org, { ...page, within: contracts.limitsOf(caller).profiles }),
  );
  answer(contracts.createProfileFor, (caller, given) => createProfile(ports, caller, given));
  answer(contracts.createAccessKeyFor, (caller, { org, accessKey }) =>
    createAccessKey(ports, { org, maker: caller }, accessKey),
  );
  registerProvidersOnBehalf(bus, ports);
  // The key is looked up together with what the app says, so that it costs no statement of its own.
  bus.handle(contracts.planFor, (input) =>
    planFor(ports, input, (caller) => admit(contracts.planFor, caller, input)),
  );
}
