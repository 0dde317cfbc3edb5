import type { Resource } from "../resources.ts";
import { givesText } from "../values/gives-text.ts";
import { elements, follow, member, type Place } from "../values/place.ts";

/** A statement of a policy document: an object, or something in its place that cannot be read. */
export interface PolicyStatement extends Place {
  /** What stands under a key of the statement. */
  member(key: string): Place;
}

interface PolicyHolder {
  /** The property that holds the policies or the one policy. */
  readonly property: string;
  /** The keys from a policy to its document. */
  readonly document: readonly string[];
  /** Whether a text among the policies names one that stands elsewhere. */
  readonly takesNames?: true;
}

const isPolicy: PolicyHolder = { property: "PolicyDocument", document: [] };
const hasPolicies: PolicyHolder = { property: "Policies", document: ["PolicyDocument"] };
/** The documents themselves, beside names of managed policies and SAM's policy templates, which have no Statement. */
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

/** Every statement that a resource grants, or what stands in its place. Who may assume a role is no grant. */
export function statementsOf({ logicalId, type, body }: Resource): PolicyStatement[] {
  const holder = holders.get(type);
  if (holder === undefined) return [];
  const root: Place = { value: body, keys: ["Resources", logicalId] };
  const places: Place[] = [];
  for (const list of follow(root, "Properties", holder.property)) {
    for (const policy of elements(list)) {
      if (holder.takesNames && givesText(policy.value)) continue;
      for (const statements of follow(policy, ...holder.document, "Statement")) {
        places.push(...elements(statements));
      }
    }
  }
  return places.map((place) => ({ ...place, member: (key) => member(place, key) }));
}
