import { type Resource, valueOfResource } from "../resources.ts";
import type { Present } from "../values/outcome.ts";
import { providesText } from "../values/outcome-text.ts";

interface PolicyHolder {
  /** The property that holds the policies, or the one policy. */
  readonly property: string;
  /** The keys from a policy to its document. */
  readonly document: readonly string[];
  /** Whether a text among the policies is the name of a policy that stands elsewhere. */
  readonly takesNames?: true;
}

const isPolicy: PolicyHolder = { property: "PolicyDocument", document: [] };
const hasPolicies: PolicyHolder = { property: "Policies", document: ["PolicyDocument"] };
/** The list holds policy documents, names of managed policies, and SAM's templates, which have no Statement. */
const hasSamPolicies: PolicyHolder = { property: "Policies", document: [], takesNames: true };

const holders: ReadonlyMap<string, PolicyHolder> = new Map([
  ["AWS::IAM::Policy", isPolicy],
  ["AWS::IAM::RolePolicy", isPolicy],
  ["AWS::IAM::UserPolicy", isPolicy],
  ["AWS::IAM::GroupPolicy", isPolicy],
  ["AWS::IAM::ManagedPolicy", isPolicy],
  ["AWS::IAM::Role", hasPolicies],
  ["AWS::IAM::User", hasPolicies],
  ["AWS::IAM::Group", hasPolicies],
  ["AWS::Serverless::Function", hasSamPolicies],
  ["AWS::Serverless::StateMachine", hasSamPolicies],
]);

/**
 * Every statement of the IAM policies of a resource, or the value in its place. A role's trust policy is not among
 * them.
 */
export function statementsOf(resource: Resource): Present[] {
  const holder = holders.get(resource.type);
  if (holder === undefined) return [];
  const policies = valueOfResource(resource).at("Properties", holder.property).elements();
  return policies.flatMap((policy) => statementsIn(policy, holder));
}

function statementsIn(policy: Present, { document, takesNames }: PolicyHolder): readonly Present[] {
  switch (policy.kind) {
    case "record":
      return policy.at(...document, "Statement").elements();
    case "text":
    case "list":
    case "unknown":
      return takesNames && providesText(policy) ? [] : [policy];
  }
}
