import { type Resource, valueOfResource } from "../resources.ts";
import { isRecord, type Location, member } from "../values/location.ts";
import type { Value } from "../values/outcome.ts";

type Declaration = Readonly<Record<string, unknown>>;

/** A function of the template. Its name is the one of the declaration, or the logical id of one not declared there. */
export interface LambdaFunction {
  readonly name: string;
  readonly logicalId: string;
  /** Whether SAM makes the function, with properties of its own for its events and its dead letter queue. */
  readonly isSam: boolean;
  readonly location: Location;
  /** The function's resource. */
  readonly value: Value;
  /** The function as it stands in the declaration, unless only the template knows it. */
  readonly declared: DeclaredFunction | undefined;
}

/** A function of the declaration. The keys of its location begin there, and its value may be anything. */
export interface DeclaredFunction {
  readonly name: string;
  /** The logical id that the Serverless Framework gives to the function in the template. */
  readonly logicalId: string;
  readonly location: Location;
}

const samType = "AWS::Serverless::Function";

/** A SAM function becomes a Lambda function, with most properties as they stand. */
const types: ReadonlySet<string> = new Set(["AWS::Lambda::Function", samType]);

/** Every Lambda function of the template, also those that the declaration does not know. */
export function functionsOf(resources: readonly Resource[], declaration: Declaration = {}): LambdaFunction[] {
  const declaredFunctions = new Map(
    declaredFunctionsOf(declaration).map((declared) => [declared.logicalId, declared]),
  );
  return resources
    .filter(({ type }) => types.has(type))
    .map((resource) => {
      const { logicalId, type, body } = resource;
      const declared = declaredFunctions.get(logicalId);
      return {
        name: declared?.name ?? logicalId,
        logicalId,
        isSam: type === samType,
        location: { value: body, keys: ["Resources", logicalId] },
        value: valueOfResource(resource),
        declared,
      };
    });
}

/** The functions of the declaration. A block that is no object of functions has none; see `unreadableBlocksOf`. */
export function declaredFunctionsOf(declaration: Declaration): DeclaredFunction[] {
  return functionBlocksOf(declaration).flatMap((block) =>
    Object.keys(isRecord(block.value) ? block.value : {}).map((name) => ({
      name,
      logicalId: logicalIdOf(name),
      location: member(block, name),
    })),
  );
}

/** The parts of the declaration's `functions` that should be objects of functions and are something else. */
export function unreadableBlocksOf(declaration: Declaration): Location[] {
  return functionBlocksOf(declaration).filter(
    ({ value }) => value !== undefined && value !== null && !isRecord(value),
  );
}

/**
 * The parts that should be objects of functions: the `functions` of the declaration, or the elements of that list.
 */
function functionBlocksOf(declaration: Declaration): Location[] {
  const functions = member({ value: declaration, keys: [] }, "functions");
  if (!Array.isArray(functions.value)) return [functions];
  return functions.value.map((_, index) => member(functions, index));
}

function logicalIdOf(name: string): string {
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return `${words.replaceAll("-", "Dash").replaceAll("_", "Underscore")}LambdaFunction`;
}
