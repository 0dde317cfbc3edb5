import {
  evaluateSafeguards as contract,
  type Evaluation,
  invalid,
  maxBodyBytes,
  Problem,
  parseJson,
  safeParse,
} from "@stagepass/contracts";
import { describePolicy } from "./docs/policy-page.ts";
import { evaluateSafeguards } from "./domain/checking/evaluate-safeguards.ts";
import type { Ports } from "./domain/evaluating/ports.ts";
import { findPolicy } from "./domain/policies/registry.ts";
import { parseText } from "./domain/template/parse-text.ts";
import { yamlToJson } from "./domain/template/yaml/yaml-to-json.ts";
import { portsWith } from "./ports.ts";
import { startIsolated } from "./start-isolated.ts";

export { listPolicies } from "./domain/policies/list-policies.ts";

/** Evaluates safeguards without a server, in the process of the caller, with the service's own code and sandbox. */
export interface Workbench {
  /**
   * Answers what `POST /v1/safeguards/evaluate` answers to this body, and throws the same problems: `malformed` and
   * `invalid` with JSON paths, `too-large`, `unavailable`.
   */
  evaluate(body: string): Promise<Evaluation>;
  /** Ends the processes of the sandbox and the thread for YAML. */
  close(): Promise<void>;
}

/**
 * Opens a workbench, which takes as long as its processes take to start. `policyThrew` is called for faults of
 * Stagepass.
 */
export async function openWorkbench({ policyThrew }: Pick<Ports, "policyThrew">): Promise<Workbench> {
  const { close, ...isolated } = await startIsolated({ threads: 1 });
  const ports = portsWith({ ...isolated, policyThrew });
  return {
    evaluate: async (body) => {
      if (Buffer.byteLength(body) > maxBodyBytes) throw new Problem("too-large", tooLarge);
      const parsed = safeParse(Body, parseJson(body));
      if (!parsed.success) throw invalid(parsed.error);
      return evaluateSafeguards(parsed.data, ports);
    },
    close,
  };
}

const Body = contract.body as Exclude<typeof contract.body, undefined>; // other routes have none

const tooLarge =
  "The safeguards, the declaration and the template together have more than " +
  `${maxBodyBytes} bytes, which is the most that a server takes. Send less, or split the service.`;

/** The value that a text holds as JSON or YAML, read as strictly as a template. Throws `invalid`. */
export function parseDocument(text: string): Promise<unknown> {
  return parseText(text, [], async (yaml) => yamlToJson(yaml));
}

/** The page of a policy in Markdown; undefined when there is no policy with this id. */
export function findPage(id: string): string | undefined {
  const policy = findPolicy(id);
  return policy && describePolicy(policy);
}
