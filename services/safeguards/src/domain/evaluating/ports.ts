import type { Sandbox } from "../policies/sandbox.ts";
import type { YamlReader } from "../template/yaml/yaml-reader.ts";

/** What evaluating needs from outside. */
export interface Ports {
  now(): Date;
  /** Lets everything else that waits for the thread have its turn. */
  pause(): Promise<void>;
  /** Resolves after so many milliseconds, or rejects when the signal is aborted before. */
  wait(durationMs: number, signal: AbortSignal): Promise<void>;
  /** Told about a policy that threw, which is a fault of Stagepass; the deployer sees only that it could not evaluate. */
  policyThrew(policy: string, cause: unknown): void;
  readonly sandbox: Sandbox;
  readonly yaml: YamlReader;
}
