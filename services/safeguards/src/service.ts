import { authenticate } from "@stagepass/contracts";
import { defineService } from "@stagepass/runtime";
import { registerBus } from "./bus.ts";
import { Config } from "./config.ts";
import { httpRoutes } from "./http.ts";
import { portsWith } from "./ports.ts";
import { startIsolated } from "./start-isolated.ts";

/** Evaluates deploys by the policies of their profiles. It stores nothing, so any replica can answer. */
export const safeguards = defineService({
  name: "safeguards",
  env: Config,
  create({ bus, log, config }) {
    const closing = new AbortController();
    const starting = startIsolated({
      processes: config.SAFEGUARDS_SANDBOX_PROCESSES,
      signal: closing.signal,
    });
    // A failure is reported where this is awaited; until then it must not end the process.
    starting.catch(() => {});
    const ports = portsWith({
      policyThrew: (policy, err) => log.error({ policy, err }, "policy threw"),
      // A request can arrive over the bus before these are warm. It then waits.
      sandbox: {
        compile: async (policy) => (await starting).sandbox.compile(policy),
        evaluate: async (policy, document) => (await starting).sandbox.evaluate(policy, document),
      },
      yaml: { read: async (text, owner) => (await starting).yaml.read(text, owner) },
    });
    registerBus(bus, ports);
    return {
      routes: httpRoutes(ports),
      authenticate: (digest) => bus.call(authenticate, { digest }),
      waitsFor: "the processes of its sandbox and the threads that read YAML",
      prepare: async () => void (await starting),
      close: async () => {
        closing.abort();
        await (await starting.catch(() => undefined))?.close();
      },
    };
  },
});
