import type { EvaluatedTarget, PolicyView } from "@stagepass/contracts";
import type { Declaration } from "../../template/declaration.ts";
import type { Resource } from "../../template/resources.ts";
import type { TemplateValues } from "../../template/values/template-values.ts";

/** An input beside the target that a policy can need, and that a request can leave out. */
type DocumentNeed = PolicyView["needs"][number];

/** A part of the target that a policy can need. Some of the existing clients do not send it. */
type TargetNeed = "stage" | "service" | "region";

/** An input without which a policy cannot be evaluated. */
export type Need = DocumentNeed | TargetNeed;

/** What a policy sees of a deploy. The profile's parameters and credentials are never part of it. */
export interface PolicyDocument {
  readonly target: EvaluatedTarget;
  /** The moment of the deploy in ISO 8601. It has no offset when the caller sent none. */
  readonly now: string;
  readonly frameworkVersion?: string | undefined;
  /** Anything may stand in it. */
  readonly declaration?: Declaration | undefined;
  /** The resources of the compiled template, in its order. */
  readonly resources?: readonly Resource[] | undefined;
  /** Whether the caller said that the template has no resources on purpose. */
  readonly emptyOnPurpose?: boolean | undefined;
  /** A transform of the template that may bring or change any resource. */
  readonly unreadableTransform?: string | undefined;
  /** The defaults of the template's parameters, and its mappings. */
  readonly templateValues?: TemplateValues | undefined;
}

/** The field of the document that holds each need. */
const fieldOf = {
  template: "resources",
  declaration: "declaration",
  "framework-version": "frameworkVersion",
} as const satisfies Record<DocumentNeed, keyof PolicyDocument>;

/** The document of a policy with these needs, whose fields are therefore present. */
export type DocumentWith<N extends Need> = PolicyDocument & {
  readonly [Key in (typeof fieldOf)[Extract<N, DocumentNeed>]]-?: Exclude<PolicyDocument[Key], undefined>;
} & { readonly target: { readonly [Part in Extract<N, TargetNeed>]: string } };

/** Whether a document has what a policy needs. */
export function meets(document: PolicyDocument, need: Need): boolean {
  return (isOfTarget(need) ? document.target[need] : document[fieldOf[need]]) !== undefined;
}

/** The needs of a policy that callers send beside the target. */
export function documentNeeds(needs: readonly Need[]): DocumentNeed[] {
  return needs.filter((need) => !isOfTarget(need));
}

function isOfTarget(need: Need): need is TargetNeed {
  return need === "stage" || need === "service" || need === "region";
}
