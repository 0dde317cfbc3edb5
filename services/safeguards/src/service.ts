import { setImmediate } from "node:timers/promises";
import { authenticate } from "@stagepass/contracts";
import { defineService } from "@stagepass/runtime";
import { registerBus } from "./bus.ts";
import { Config } from "./config.ts";
import type { Ports } from "./domain/evaluate.ts";
import { httpRoutes } from "./http.ts";

/** Judges deploys by the policies of their profiles. It stores nothing, so any replica can answer. */
export const safeguards = defineService({
  name: "safeguards",
  env: Config,
  create({ bus, log }) {
    const ports: Ports = {
      now: () => new Date(),
      pause: () => setImmediate(),
      policyThrew: (policy, err) => log.error({ policy, err }, "policy threw"),
    };
    registerBus(bus, ports);
    return {
      routes: httpRoutes(ports),
      authenticate: (digest) => bus.call(authenticate, { digest }),
    };
  },
});
