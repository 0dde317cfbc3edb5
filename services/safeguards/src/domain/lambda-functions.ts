import { isRecord, type Place } from "./place.ts";
import type { Resource } from "./resources.ts";

/** A function of the template. Its name is the one of the declaration, or the logical id of one not declared there. */
export interface LambdaFunction {
  readonly name: string;
  readonly place: Place;
}

/** A SAM function becomes a Lambda function with the same Environment. */
const types: ReadonlySet<string> = new Set(["AWS::Lambda::Function", "AWS::Serverless::Function"]);

/** Every Lambda function of the template, also those that the declaration does not know. */
export function functionsOf(
  resources: readonly Resource[],
  declaration: Readonly<Record<string, unknown>> = {},
): LambdaFunction[] {
  const declared = isRecord(declaration["functions"]) ? Object.keys(declaration["functions"]) : [];
  const names = new Map(declared.map((name) => [logicalIdOf(name), name]));
  return resources
    .filter(({ type }) => types.has(type))
    .map(({ logicalId, body }) => ({
      name: names.get(logicalId) ?? logicalId,
      place: { value: body, keys: ["Resources", logicalId] },
    }));
}

/** The logical id that the Serverless Framework gives to a function of the declaration. */
function logicalIdOf(name: string): string {
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return `${words.replaceAll("-", "Dash").replaceAll("_", "Underscore")}LambdaFunction`;
}
