import { defineService, following } from "@stagepass/runtime";
import { bringOver } from "./bring-over.ts";
import { registerBus } from "./bus.ts";
import { Config } from "./config.ts";
import { authenticate } from "./domain/access-keys/authenticate.ts";
import { bringDeployed } from "./domain/targets/bring-deployed.ts";
import { deployedTargetOf } from "./domain/targets/deployed-target.ts";
import { learnTargets } from "./domain/targets/learn-target.ts";
import { httpRoutes } from "./http.ts";
import { createPorts } from "./ports.ts";
import { sessionRetention } from "./store/sessions/session-retention.ts";
import { unwrapDataKey } from "./vault/data-key.ts";

/** The profiles service: organizations, applications, deployment profiles, their parameters, and access keys. */
export const profiles = defineService({
  name: "profiles",
  env: Config,
  migrations: new URL("../migrations/", import.meta.url),
  create({ config, bus, database, events, log }) {
    const ports = createPorts(config, { bus, database, events, log });
    registerBus(bus, ports);
    return {
      routes: httpRoutes(ports),
      authenticate: (digest) => authenticate(ports, digest),
      follows: following(["resolver.v1.deployment.resolved", "resolver.v1.deployment.reported"], (events) =>
        learnTargets(
          ports,
          events.flatMap((event) => deployedTargetOf(event) ?? []),
        ),
      ),
      background: (stopping) =>
        bringOver(() => ports.bringNextPage((after) => bringDeployed(ports, after)), log, stopping),
      retentions: [sessionRetention],
      prepare: async () => {
        // One organization for each keyring key is enough: if its data key can be unwrapped, so can the others.
        for (const sample of await ports.listWrappedSamples())
          unwrapDataKey(config.STAGEPASS_KEYRING, sample);
      },
    };
  },
});
