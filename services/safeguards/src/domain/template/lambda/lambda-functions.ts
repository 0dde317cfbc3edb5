import { type Declaration, valueOfDeclaration } from "../declaration.ts";
import { type Resource, valueOfResource } from "../resources.ts";
import type { Location } from "../values/location.ts";
import type { Outcome, Value } from "../values/outcome.ts";

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

/** A function of the declaration. Its value may be anything. */
export interface DeclaredFunction {
  readonly name: string;
  /** The logical id that the Serverless Framework gives to the function in the template. */
  readonly logicalId: string;
  readonly value: Value;
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
  const { functions, elements } = functionBlocksOf(declaration);
  return [functions, ...elements].flatMap((block) =>
    namesIn(block).map((name) => ({ name, logicalId: logicalIdOf(name), value: block.at(name) })),
  );
}

/** The parts of the declaration's `functions` that should be objects of functions and are something else. */
export function unreadableBlocksOf(declaration: Declaration): Outcome[] {
  const { functions, elements } = functionBlocksOf(declaration);
  return [
    ...functions.possible().filter(({ kind }) => kind !== "list"),
    ...elements.flatMap((element) => element.possible()),
  ].filter(({ kind }) => kind !== "record" && kind !== "absent");
}

/** The `functions` of the declaration, and their elements where they are a list of objects of functions. */
function functionBlocksOf(declaration: Declaration): { functions: Value; elements: readonly Value[] } {
  const functions = valueOfDeclaration(declaration).at("functions");
  const elements = functions.possible().flatMap((outcome) => (outcome.kind === "list" ? outcome.items : []));
  return { functions, elements };
}

/** The names of the functions that a block has in any branch of its conditions. */
function namesIn(block: Value): string[] {
  const names = block.possible().flatMap((outcome) => (outcome.kind === "record" ? outcome.names : []));
  return [...new Set(names)];
}

function logicalIdOf(name: string): string {
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return `${words.replaceAll("-", "Dash").replaceAll("_", "Underscore")}LambdaFunction`;
}
