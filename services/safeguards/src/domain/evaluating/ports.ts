import type { Sandbox } from "../policies/definition/sandbox.ts";
import type { YamlReader } from "../template/yaml/yaml-reader.ts";

/** The ports of an evaluation. */
export interface Ports {
  now(): Date;
  /** Called before each safeguard, so that other requests can run when evaluating has taken long. */
  pause(): Promise<void>;
  /** Resolves after `durationMs`, or rejects when the signal is aborted before. */
  wait(durationMs: number, signal: AbortSignal): Promise<void>;
  /**
   * Records a policy that threw, which is a fault of Stagepass. The deployer sees only that the policy was not
   * evaluated.
   */
  policyThrew(policy: string, cause: unknown): void;
  readonly sandbox: Sandbox;
  readonly yaml: YamlReader;
}
