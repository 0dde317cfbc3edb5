import { randomUUID } from "node:crypto";
import { z } from "zod";

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
});

/** A CloudFormation template, as far as the look-alike reads it. */
export type Template = z.output<typeof Template>;

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** An event of a stack itself. Changes of its resources make no events. */
export interface StackEvent {
  readonly id: string;
  readonly status: string;
  readonly time: string;
}

/** A stack. Every change of it is complete at once. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly resources: readonly StackResource[];
  readonly outputs: Readonly<Record<string, string>>;
  /** The events, newest first, as AWS lists them. */
  readonly events: readonly StackEvent[];
}

/** Parses a template. Throws for a text that is no template. */
export function parseTemplate(text: string): Template {
  return Template.parse(JSON.parse(text));
}

/** Creates a stack in an account and region. */
export function createStack(
  name: string,
  template: Template,
  location: { region: string; accountId: string },
): Stack {
  const id = `arn:aws:cloudformation:${location.region}:${location.accountId}:stack/${name}/${randomUUID()}`;
  const created = {
    id,
    name,
    status: "",
    createdAt: new Date().toISOString(),
    resources: [],
    outputs: {},
    events: [],
  };
  return become(created, "CREATE", template);
}

/** Returns the stack after an operation that gave it a template. */
export function become(stack: Stack, operation: "CREATE" | "UPDATE" | "DELETE", template: Template): Stack {
  const resources = Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => {
    const kept = stack.resources.find((resource) => resource.logicalId === logicalId);
    return kept ?? { logicalId, physicalId: namePhysical(stack.name, logicalId, Properties), type: Type };
  });
  const outputs = Object.entries(template.Outputs).map(([name, { Value }]) => [
    name,
    evaluate(Value, resources),
  ]);
  const status = `${operation}_COMPLETE`;
  const happened = [status, `${operation}_IN_PROGRESS`].map((it) => ({
    id: randomUUID(),
    status: it,
    time: new Date().toISOString(),
  }));
  const events = [...happened, ...stack.events];
  return { ...stack, status, resources, outputs: Object.fromEntries(outputs), events };
}

function namePhysical(
  stackName: string,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): string {
  const name = properties["FunctionName"] ?? properties["LogGroupName"] ?? properties["BucketName"];
  if (typeof name === "string") return name;
  return `${stackName}-${logicalId}-${randomUUID().slice(0, 8)}`.toLowerCase();
}

/** Evaluates the intrinsic functions that outputs use. */
function evaluate(value: unknown, resources: readonly StackResource[]): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, argument] = ["", ""]] = Object.entries(value);
  if (name === "Ref")
    return resources.find(({ logicalId }) => logicalId === argument)?.physicalId ?? argument;
  if (name === "Fn::Join") {
    const [separator, parts]: [string, unknown[]] = argument;
    return parts.map((part) => evaluate(part, resources)).join(separator);
  }
  return JSON.stringify(value);
}
