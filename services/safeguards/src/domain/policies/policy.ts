import type { Violation } from "@stagepass/contracts";
import type { z } from "zod";
import type { DocumentWith, Need, PolicyDocument } from "./policy-document.ts";
import type { Sandbox } from "./sandbox.ts";
import type { PolicyViolation } from "./violation.ts";

interface PolicyDefinition<N extends Need, S extends z.ZodType> {
  readonly id: string;
  readonly title: string;
  /** What is demanded, in one sentence. */
  readonly description: string;
  /** How to keep the rule, in one sentence that begins with a verb. */
  readonly fix: string;
  /** What the policy's page says below its description, in Markdown: what is evaluated, the settings, the edges. */
  readonly documentation: string;
  readonly needs: readonly N[];
  /** What it needs besides, with these settings: a custom policy needs what its source names. */
  alsoNeeds?(settings: z.output<S>): readonly Need[];
  readonly settings: S;
  /** The settings to start from. */
  readonly defaultSettings: z.input<S>;
  /** What keeps settings that fit from working, for policies that people write themselves. Paths begin at the settings. */
  check?(settings: z.output<S>, sandbox: Sandbox): Promise<Violation[]>;
  /** None means passed. */
  evaluate(
    document: DocumentWith<N>,
    settings: z.output<S>,
    sandbox: Sandbox,
  ): readonly PolicyViolation[] | Promise<readonly PolicyViolation[]>;
}

/** A rule that a deploy can be evaluated by. */
export interface Policy extends PolicyDefinition<Need, z.ZodType> {
  /** Takes a document that has what the policy `needs`, and settings that `settings` has parsed. */
  evaluate(
    document: PolicyDocument,
    settings: unknown,
    sandbox: Sandbox,
  ): readonly PolicyViolation[] | Promise<readonly PolicyViolation[]>;
}

/** Declares a policy. Its `evaluate` is typed from its own needs and settings. */
export function definePolicy<const N extends Need, S extends z.ZodType>(
  definition: PolicyDefinition<N, S>,
): Policy {
  return {
    ...definition,
    evaluate: (document, settings, sandbox) =>
      // evaluate() has checked both: it skips a policy whose needs are not met, and fails one whose settings do not fit.
      definition.evaluate(document as DocumentWith<N>, settings as z.output<S>, sandbox),
  };
}

/** Where a policy's page is, as a path in Stagepass's repository. */
export function pageOf({ id }: Pick<Policy, "id">): string {
  return `docs/safeguards/${id}.md`;
}
