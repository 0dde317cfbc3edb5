import type { JudgedTarget, Mistake, PolicyView } from "@stagepass/contracts";
import type { z } from "zod";
import type { Resource } from "../template/resources.ts";
import type { TemplateValues } from "../template/values/template-values.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Violation } from "./violation.ts";

/** A document that a policy judges; whoever deploys can leave it out. */
type DocumentNeed = PolicyView["needs"][number];

/** A part of the target that a policy judges; there are clients that do not say it. */
type TargetNeed = "stage" | "service" | "region";

/** An input without which a policy cannot judge. */
export type Need = DocumentNeed | TargetNeed;

/** What a policy sees of a deploy. The profile's parameters and credentials are never part of it. */
export interface PolicyDocument {
  readonly target: JudgedTarget;
  /** The moment of the deploy in ISO 8601; without an offset when the caller sent none. */
  readonly now: string;
  readonly frameworkVersion?: string | undefined;
  /** The object that a serverless.yml becomes. Anything may stand in it. */
  readonly declaration?: Readonly<Record<string, unknown>> | undefined;
  /** The resources of the compiled template, in its order. */
  readonly resources?: readonly Resource[] | undefined;
  /** Whether the caller said that the template has no resources on purpose. */
  readonly emptyOnPurpose?: boolean | undefined;
  /** A transform of the template that may bring or change any resource. */
  readonly unreadableTransform?: string | undefined;
  /** What the template says of its own parameters and mappings. */
  readonly templateValues?: TemplateValues | undefined;
}

/** Where each document stands in the document. */
const placeOf = {
  template: "resources",
  declaration: "declaration",
  "framework-version": "frameworkVersion",
} as const satisfies Record<DocumentNeed, keyof PolicyDocument>;

/** The document of a policy with these needs: what it needs is there. */
export type DocumentWith<N extends Need> = PolicyDocument & {
  readonly [Key in (typeof placeOf)[Extract<N, DocumentNeed>]]-?: Exclude<PolicyDocument[Key], undefined>;
} & { readonly target: { readonly [Part in Extract<N, TargetNeed>]: string } };

/** Whether a document has what a policy needs. */
export function meets(document: PolicyDocument, need: Need): boolean {
  return (isOfTarget(need) ? document.target[need] : document[placeOf[need]]) !== undefined;
}

/** Those needs of a policy that its callers send beside the target. */
export function documentNeeds(needs: readonly Need[]): DocumentNeed[] {
  return needs.filter((need) => !isOfTarget(need));
}

function isOfTarget(need: Need): need is TargetNeed {
  return need === "stage" || need === "service" || need === "region";
}

interface PolicyDefinition<N extends Need, S extends z.ZodType> {
  readonly id: string;
  readonly title: string;
  /** What is demanded, in one sentence. */
  readonly description: string;
  /** How to keep the rule, in one sentence that begins with a verb. */
  readonly fix: string;
  /** What the policy's page says below its description, in Markdown: what is judged, the settings, the edges. */
  readonly documentation: string;
  readonly needs: readonly N[];
  /** What it needs besides, with these settings: a custom policy needs what its source names. */
  alsoNeeds?(settings: z.output<S>): readonly Need[];
  readonly settings: S;
  /** The settings to start from. */
  readonly defaultSettings: z.input<S>;
  /** What keeps settings that fit from working, for policies that people write themselves. Paths begin at the settings. */
  check?(settings: z.output<S>, sandbox: Sandbox): Promise<Mistake[]>;
  /** None means passed. */
  judge(
    document: DocumentWith<N>,
    settings: z.output<S>,
    sandbox: Sandbox,
  ): readonly Violation[] | Promise<readonly Violation[]>;
}

/** A rule that a deploy can be judged by. */
export interface Policy extends PolicyDefinition<Need, z.ZodType> {
  /** Takes a document that has what the policy `needs`, and settings that `settings` has parsed. */
  judge(
    document: PolicyDocument,
    settings: unknown,
    sandbox: Sandbox,
  ): readonly Violation[] | Promise<readonly Violation[]>;
}

/** Declares a policy. Its `judge` is typed from its own needs and settings. */
export function definePolicy<const N extends Need, S extends z.ZodType>(
  definition: PolicyDefinition<N, S>,
): Policy {
  return {
    ...definition,
    judge: (document, settings, sandbox) =>
      // evaluate() has checked both: it skips a policy whose needs are not met, and fails one whose settings do not fit.
      definition.judge(document as DocumentWith<N>, settings as z.output<S>, sandbox),
  };
}

/** Where a policy's page is, as a path in Stagepass's repository. */
export function pageOf({ id }: Pick<Policy, "id">): string {
  return `docs/safeguards/${id}.md`;
}
