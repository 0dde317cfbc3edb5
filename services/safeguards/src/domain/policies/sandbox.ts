import type { PolicyDocument } from "./policy-document.ts";
import type { PolicyViolation } from "./violation.ts";

/** A policy that somebody wrote, and that nobody trusts. */
export type CustomPolicy =
  | { readonly engine: "expression"; readonly source: string; readonly message?: string | undefined }
  | { readonly engine: "javascript"; readonly source: string; readonly options?: unknown };

/** What keeps a policy from being compiled. Lines and columns count from 1. */
export interface CompileError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Runs custom policies where they harm nobody: neither the service nor the policies beside them. */
export interface Sandbox {
  /** Compiles without running. Rejects only when the sandbox itself does not work. */
  compile(policy: CustomPolicy): Promise<CompileError | undefined>;
  /**
   * Runs the policy on the document. A policy that throws, runs out of time or memory, or answers neither yes nor no, is
   * broken by that: the violation gives the reason. Rejects only when the sandbox itself does not work.
   */
  evaluate(policy: CustomPolicy, document: PolicyDocument): Promise<readonly PolicyViolation[]>;
}
