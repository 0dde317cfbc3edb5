import { type Resource, valueOfResource } from "../resources.ts";
import type { Location } from "../values/location.ts";
import type { Outcome, RecordOutcome } from "../values/outcome.ts";
import { textOf, whyUnreadable } from "../values/outcome-text.ts";
import { filledIn, type Text } from "../values/text.ts";

/** A method of API Gateway that maps requests before a function gets them, or may do so. */
export interface MappedMethod {
  readonly logicalId: string;
  /** The location of the integration, or of its type. */
  readonly location: Location;
  /** The logical id of the function, or of its alias, where the method refers to one. */
  readonly lambda?: string | undefined;
  /** Why the integration cannot be read, if it cannot. */
  readonly unknowable?: string;
}

const otherTypes: ReadonlySet<string> = new Set(["AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"]);

/** The methods that call a function with the integration type `AWS`, those that cannot be evaluated included. */
export function mappedMethodsOf(resource: Resource): MappedMethod[] {
  if (resource.type !== "AWS::ApiGateway::Method") return [];
  const integrations = valueOfResource(resource).at("Properties", "Integration").possible();
  return integrations
    .flatMap((integration) => mappingsOf(integration))
    .map((mapping) => ({ logicalId: resource.logicalId, ...mapping }));
}

type Mapping = Omit<MappedMethod, "logicalId">;

function mappingsOf(integration: Outcome): Mapping[] {
  switch (integration.kind) {
    case "absent":
      return [];
    case "record":
      return integration
        .at("Type")
        .possible()
        .flatMap((type) => mappingsOfType(type, integration));
    case "text":
    case "list":
    case "unknown":
      return [{ location: integration.location, unknowable: whyUnreadable(integration) }];
  }
}

function mappingsOfType(type: Outcome, integration: RecordOutcome): Mapping[] {
  switch (type.kind) {
    case "absent":
      return [];
    case "text":
      if (otherTypes.has(type.text)) return [];
      if (type.text !== "AWS") return [{ location: type.location, unknowable: whyUnreadable(type) }];
      return integration
        .at("Uri")
        .possible()
        .flatMap((uri) => mappingsOfAddress(uri, type.location));
    case "list":
    case "record":
    case "unknown":
      return [{ location: type.location, unknowable: whyUnreadable(type) }];
  }
}

/** `type` is the location at which the integration says that it is of type AWS. */
function mappingsOfAddress(uri: Outcome, type: Location): Mapping[] {
  if (uri.kind === "absent") return [];
  const text = textOf(uri);
  switch (text === undefined ? "unknown" : serviceIn(text)) {
    case "lambda":
      return [{ location: type, lambda: text === undefined ? undefined : lambdaOf(text) }];
    case "another":
      return [];
    case "unknown":
      return [{ location: uri.location, unknowable: whyUnreadable(uri) }];
  }
}

/** A character that no address has. */
const gap = "\u0000";

/**
 * The service that an address calls, by its name in the address. Integrations of type AWS also call queues and
 * tables.
 */
function serviceIn(text: Text): "lambda" | "another" | "unknown" {
  const address = filledIn(text, () => gap);
  const service = /^arn:[^:]*:apigateway:[^:]*:([^:]*):(?:path|action)\//.exec(address)?.[1];
  if (service === undefined && address.includes(gap)) return "unknown";
  return service === "lambda" || service?.includes(gap) ? "lambda" : "another";
}

/** The logical id of the function, or of its alias, that an invocation address refers to; undefined for other addresses. */
function lambdaOf(text: Text): string | undefined {
  const end = text.at(-1);
  const named = text.at(-2);
  if (end !== "/invocations" || typeof named !== "object" || !("reference" in named)) return undefined;
  return named.reference.split(".")[0];
}
