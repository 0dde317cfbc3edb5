import type { DeployTarget, PolicyView } from "@stagepass/contracts";
import type { z } from "zod";
import type { Resource } from "./resources.ts";

/** An input without which a policy cannot judge. The target is always there. */
export type Need = PolicyView["needs"][number];

/** What a policy sees of a deploy. Parameters and credentials are never part of it. */
export interface PolicyDocument {
  readonly target: DeployTarget;
  /** The moment of the deploy in ISO 8601; without an offset when the caller sent none. */
  readonly now: string;
  readonly frameworkVersion?: string | undefined;
  /** The object that a serverless.yml becomes. Anything may stand in it. */
  readonly declaration?: Readonly<Record<string, unknown>> | undefined;
  /** The resources of the compiled template, in its order. */
  readonly resources?: readonly Resource[] | undefined;
}

/** Where each need stands in the document. */
export const inputOf = {
  template: "resources",
  declaration: "declaration",
  "framework-version": "frameworkVersion",
} as const satisfies Record<Need, keyof PolicyDocument>;

/** The document of a policy with these needs: what it needs is there. */
export type DocumentWith<N extends Need> = PolicyDocument & {
  readonly [Key in (typeof inputOf)[N]]-?: Exclude<PolicyDocument[Key], undefined>;
};

interface PolicyDefinition<N extends Need, S extends z.ZodType> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly needs: readonly N[];
  readonly settings: S;
  readonly exampleSettings: z.input<S>;
  /** The violations, each a sentence for people; none means passed. */
  judge(document: DocumentWith<N>, settings: z.output<S>): string[];
}

/** A rule that a deploy can be judged by. */
export interface Policy extends PolicyDefinition<Need, z.ZodType> {
  /** Takes a document that has what the policy `needs`, and settings that `settings` has parsed. */
  judge(document: PolicyDocument, settings: unknown): string[];
}

/** Declares a policy. Its `judge` is typed from its own needs and settings. */
export function definePolicy<const N extends Need, S extends z.ZodType>(
  definition: PolicyDefinition<N, S>,
): Policy {
  return {
    ...definition,
    judge: (document, settings) =>
      // evaluate() has checked both: it skips a policy whose needs are not met, and fails one whose settings do not fit.
      definition.judge(document as DocumentWith<N>, settings as z.output<S>),
  };
}
