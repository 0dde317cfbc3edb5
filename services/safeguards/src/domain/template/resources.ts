import { invalidInput, jsonPath, type Violation } from "@stagepass/contracts";
import { globalsCopier } from "./sam-globals.ts";
import type { Value } from "./values/outcome.ts";
import { isRecord } from "./values/raw.ts";
import { valueAt } from "./values/value.ts";

/** A resource of a template. `body` is the whole of it, as it was sent; a SAM resource has its part of the Globals too. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The body of a resource, as a value. */
export function valueOfResource({ logicalId, body }: Resource): Value {
  return valueAt({ value: body, keys: ["Resources", logicalId] });
}

const maxViolations = 20;

/** The resources of a template that stands at `root`. Throws `invalid` unless each of them is an object with a Type. */
export function readResources(
  template: Readonly<Record<string, unknown>>,
  root: readonly PropertyKey[],
): Resource[] {
  const at = [...root, "Resources"];
  if (!isRecord(template["Resources"])) throw invalidInput([noResources(template["Resources"], at)]);
  const violations: Violation[] = [];
  const resources: Resource[] = [];
  const withGlobals = globalsCopier(template["Globals"], root);
  for (const [logicalId, body] of Object.entries(template["Resources"])) {
    const resource = readResource(logicalId, body, [...at, logicalId]);
    if ("logicalId" in resource)
      resources.push({ ...resource, body: withGlobals(resource.type, resource.body) });
    else if (violations.push(resource) === maxViolations) break;
  }
  if (violations.length > 0) throw invalidInput(violations);
  return resources;
}

function noResources(value: unknown, at: readonly PropertyKey[]): Violation {
  const rule = value === undefined ? "is required" : "must be an object";
  const message = `${rule}: send the compiled CloudFormation template, whose Resources are objects by logical id`;
  return { path: jsonPath(at), message };
}

function readResource(logicalId: string, body: unknown, at: readonly PropertyKey[]): Resource | Violation {
  if (logicalId.startsWith("Fn::")) {
    return {
      path: jsonPath(at),
      message: "hides resources; send the template with its loops and transforms expanded",
    };
  }
  if (!isRecord(body)) return { path: jsonPath(at), message: "must be a resource: an object with a Type" };
  if (typeof body["Type"] !== "string") {
    return { path: jsonPath([...at, "Type"]), message: "is required, such as AWS::Lambda::Function" };
  }
  return { logicalId, type: body["Type"], body };
}
