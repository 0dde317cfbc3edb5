import type { PolicyDocument } from "./policy-document.ts";
import type { PolicyViolation } from "./violation.ts";

/** A policy that a user of Stagepass wrote. It is not trusted. */
export type CustomPolicy =
  | { readonly engine: "expression"; readonly source: string; readonly message?: string | undefined }
  | { readonly engine: "javascript"; readonly source: string; readonly options?: unknown };

/** The reason why a policy does not compile. Lines and columns count from 1. */
export interface CompileError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Runs custom policies where they can harm neither the service nor each other. */
export interface Sandbox {
  /** Compiles without running. Rejects only when the sandbox itself does not work. */
  compile(policy: CustomPolicy): Promise<CompileError | undefined>;
  /**
   * Runs the policy on the document. A policy that throws, runs out of time or memory, or answers neither yes nor no
   * has a violation with the reason. Rejects only when the sandbox itself does not work.
   */
  evaluate(policy: CustomPolicy, document: PolicyDocument): Promise<readonly PolicyViolation[]>;
}
