import type { Violation } from "@stagepass/contracts";
import type { z } from "zod";
import type { DocumentWith, Need, PolicyDocument } from "./policy-document.ts";
import type { Sandbox } from "./sandbox.ts";
import type { PolicyViolation } from "./violation.ts";

interface PolicyDefinition<N extends Need, S extends z.ZodType> {
  readonly id: string;
  readonly title: string;
  /** The rule, in one sentence. */
  readonly description: string;
  /** How to keep the rule, in one sentence that begins with a verb. */
  readonly fix: string;
  /**
   * The text of the policy's page below its description, in Markdown: what is evaluated, the settings, the edge
   * cases.
   */
  readonly documentation: string;
  readonly needs: readonly N[];
  /** Further needs with these settings: a custom policy needs the inputs that its source names. */
  alsoNeeds?(settings: z.output<S>): readonly Need[];
  readonly settings: S;
  /** The settings to start from. */
  readonly defaultSettings: z.input<S>;
  /**
   * Violations in settings that the schema accepts, such as source code that does not compile. Paths begin at the
   * settings.
   */
  check?(settings: z.output<S>, sandbox: Sandbox): Promise<Violation[]>;
  /** The violations in a document; none means passed. */
  evaluate(
    document: DocumentWith<N>,
    settings: z.output<S>,
    sandbox: Sandbox,
  ): readonly PolicyViolation[] | Promise<readonly PolicyViolation[]>;
}

/** A rule that safeguards can name. */
export interface Policy extends PolicyDefinition<Need, z.ZodType> {
  /** Expects a document that has what the policy `needs`, and settings that its schema has parsed. */
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
      definition.evaluate(document as DocumentWith<N>, settings as z.output<S>, sandbox), // evaluateSafeguard checked both
  };
}

/** Where a policy's page is, as a path in Stagepass's repository. */
export function pageOf({ id }: Pick<Policy, "id">): string {
  return `docs/safeguards/${id}.md`;
}
