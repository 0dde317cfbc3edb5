import type { Resource } from "../resources.ts";
import { alternatives, follow, isKnownRecord, member, type Place } from "../values/place.ts";
import { referenceText } from "../values/reference-text.ts";
import { textsOf } from "../values/texts.ts";
import { whyUnknown } from "../values/why-unknown.ts";

/** A method of API Gateway that maps requests before a function gets them, or may do so. */
export interface MappedMethod {
  readonly logicalId: string;
  /** What says so. */
  readonly place: Place;
  /** The logical id of the function, or of its alias, where the method refers to one. */
  readonly lambda?: string | undefined;
  /** Why it cannot be known, if it cannot. */
  readonly unknowable?: string;
}

const otherTypes: ReadonlySet<unknown> = new Set(["AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"]);

/** The methods that call a function with the integration type `AWS`, those that cannot be judged included. */
export function mappedMethodsOf({ logicalId, type, body }: Resource): MappedMethod[] {
  if (type !== "AWS::ApiGateway::Method") return [];
  const root: Place = { value: body, keys: ["Resources", logicalId] };
  const unknowable = (place: Place): MappedMethod[] => [
    { logicalId, place, unknowable: whyUnknown(place.value) },
  ];
  return [...follow(root, "Properties", "Integration")].flatMap((integration) => {
    if (!isKnownRecord(integration.value)) return unknowable(integration);
    return [...alternatives(member(integration, "Type"))].flatMap((kind) => {
      if (otherTypes.has(kind.value)) return [];
      if (kind.value !== "AWS") return unknowable(kind);
      return [...alternatives(member(integration, "Uri"))].flatMap((uri) => {
        const texts = textsOf(uri.value, "unknown");
        if (texts === undefined) return unknowable(uri);
        // The Uri names the service: Type AWS calls queues and tables in the same way.
        if (!texts.some((text) => /:(?:lambda|unknown):path\//.test(text))) return [];
        return [{ logicalId, place: kind, lambda: lambdaOf(uri) }];
      });
    });
  });
}

function lambdaOf(uri: Place): string | undefined {
  return /\$\{([^${}.]+)[^${}]*\}\/invocations$/.exec(referenceText(uri.value) ?? "")?.[1];
}
