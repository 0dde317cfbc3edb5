import type { Ports } from "../src/domain/evaluating/ports.ts";
import { yamlToJson } from "../src/domain/template/yaml/yaml-to-json.ts";
import { noSandbox } from "./no-sandbox.ts";

/** Ports at noon of 20 November 2026, whose time never runs out, in which no policy may throw and YAML is read in place. */
export const portsAtNoon: Ports = {
  now: () => new Date("2026-11-20T12:00:00Z"),
  pause: async () => {},
  wait: () => new Promise(() => {}),
  policyThrew: (policy, cause) => {
    throw new Error(`${policy} threw`, { cause });
  },
  sandbox: noSandbox,
  yaml: { read: async (text) => yamlToJson(text) },
};
