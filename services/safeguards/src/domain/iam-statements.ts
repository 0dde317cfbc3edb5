import { elements, follow, member, type Place } from "./place.ts";
import type { Resource } from "./resources.ts";

/** A statement of a policy document: an object, or something in its place that cannot be read. */
export interface PolicyStatement extends Place {
  /** What stands under a key of the statement. */
  member(key: string): Place;
}

/** Where a type of resource holds its policy documents. */
const documentsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::IAM::Policy", ["PolicyDocument"]],
  ["AWS::IAM::RolePolicy", ["PolicyDocument"]],
  ["AWS::IAM::ManagedPolicy", ["PolicyDocument"]],
  ["AWS::IAM::Role", ["Policies", "PolicyDocument"]],
]);

/** Every statement that a resource grants, or what stands in its place. Who may assume a role is no grant. */
export function statementsOf({ logicalId, type, body }: Resource): PolicyStatement[] {
  const [holder, ...inner] = documentsOf.get(type) ?? [];
  if (holder === undefined) return [];
  const root: Place = { value: body, keys: ["Resources", logicalId] };
  const places: Place[] = [];
  for (const list of follow(root, "Properties", holder)) {
    for (const item of elements(list)) {
      for (const statements of follow(item, ...inner, "Statement")) places.push(...elements(statements));
    }
  }
  return places.map((place) => ({ ...place, member: (key) => member(place, key) }));
}
