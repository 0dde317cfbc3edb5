import { NoSettings } from "../../settings/no-settings.ts";
import { isAsync } from "../../template/lambda/asynchronous-sources.ts";
import {
  type DeclaredFunction,
  declaredFunctionsOf,
  functionsOf,
  unreadableBlocksOf,
} from "../../template/lambda/lambda-functions.ts";
import { type MappedMethod, mappedMethodsOf } from "../../template/lambda/mapped-methods.ts";
import { type Location, member } from "../../template/values/location.ts";
import type { Outcome } from "../../template/values/outcome.ts";
import { whyUnreadable } from "../../template/values/outcome-text.ts";
import { declaredAt } from "../../template/values/value.ts";
import { definePolicy } from "../policy.ts";
import { type PolicyViolation, violationAt, violationDeclaredAt } from "../violation.ts";

/**
 * Forbids integrations of API Gateway that map requests before a function gets them, since tools cannot see through
 * them.
 */
export const forbidLambdaApigIntegration = definePolicy({
  id: "forbid-lambda-apig-integration",
  title: "Forbid the lambda integration of API Gateway",
  description: "HTTP events of functions must use the integration lambda-proxy, which is the default.",
  fix: "Remove integration from the http event, or set it to lambda-proxy, and let the function answer with statusCode and body.",
  documentation: `Judged is each \`http\` event of each function of the declaration. \`lambda-proxy\` and \`aws-proxy\` are permitted, in
capitals or not, with \`-\` or \`_\`. They are the default, and what the short form \`http: GET /orders\` means. All others are
refused: \`lambda\`, \`aws\`, \`http\`, \`http-proxy\` and \`mock\`, and so is \`async: true\`, which means \`aws\`. \`httpApi\` events
are not looked at: they are always proxies.

When the template is sent too, each \`AWS::ApiGateway::Method\` that calls a function with an integration of type \`AWS\` is
refused, whichever tool made it; CDK does so for \`new LambdaIntegration(handler, { proxy: false })\`. Methods that call
other services of AWS are fine, and OpenAPI documents are not evaluated. SAM's \`Api\` events are always proxies.

A deploy with CDK or SAM has no declaration and sends \`{}\` in its place.`,
  needs: ["declaration"],
  settings: NoSettings,
  defaultSettings: {},
  evaluate({ declaration, resources = [] }) {
    const declared = [
      ...evaluateBlocks(declaration),
      ...declaredFunctionsOf(declaration).flatMap(evaluateFunction),
    ];
    // The framework makes a method of each event. One violation for both is enough.
    const said = new Set(declared.map(({ resource }) => resource));
    const names = new Map(
      functionsOf(resources, declaration).map(({ logicalId, name }) => [logicalId, name]),
    );
    const compiled = resources
      .flatMap(mappedMethodsOf)
      .filter(({ lambda }) => lambda === undefined || !said.has(lambda))
      .map((method) => evaluateMethod(method, names));
    return [...declared, ...compiled];
  },
});

const noInstrumentation = "which does not support instrumentation by the Serverless Dashboard";
const proxies: ReadonlySet<string> = new Set(["LAMBDA_PROXY", "AWS_PROXY"]);

function evaluateBlocks(declaration: Readonly<Record<string, unknown>>): PolicyViolation[] {
  return unreadableBlocksOf(declaration).map((block) =>
    violationDeclaredAt("HTTP integrations cannot be judged: this is no object of functions", block),
  );
}

function evaluateFunction({ name, logicalId, location }: DeclaredFunction): PolicyViolation[] {
  const events = member(location, "events");
  if (events.value === undefined || events.value === null) return [];
  if (!Array.isArray(events.value)) {
    return [
      violationDeclaredAt(
        `Events of function "${name}" cannot be judged: they are no list`,
        events,
        logicalId,
      ),
    ];
  }
  return events.value.flatMap((_, index) => {
    // An event in the short form is a text, which has no members.
    const integration = integrationOf(member(member(events, index), "http"));
    const message = evaluateIntegration(name, declaredAt(integration));
    return message === undefined ? [] : [violationDeclaredAt(message, integration, logicalId)];
  });
}

/** The integration that the event sets, or its default: an asynchronous event gets the type `AWS`. */
function integrationOf(http: Location): Location {
  const integration = member(http, "integration");
  if (!isUnset(integration.value) || !isAsync(http.value)) return integration;
  return { ...member(http, "async"), value: "AWS" };
}

function isUnset(integration: unknown): boolean {
  return integration === undefined || integration === null || integration === "";
}

function evaluateIntegration(name: string, integration: Outcome): string | undefined {
  switch (integration.kind) {
    case "absent":
      return undefined;
    case "text":
      if (isUnset(integration.text) || isProxy(integration.text)) return undefined;
      return `Function "${name}" is using HTTP integration "${integration.text}" ${noInstrumentation}`;
    case "list":
    case "record":
    case "unknown":
      return `HTTP integration of function "${name}" cannot be judged: ${whyUnreadable(integration)}`;
  }
}

function isProxy(integration: string): boolean {
  return proxies.has(integration.toUpperCase().replace("-", "_"));
}

function evaluateMethod(method: MappedMethod, names: ReadonlyMap<string, string>): PolicyViolation {
  const { logicalId, location, lambda, unknowable } = method;
  if (unknowable !== undefined) {
    return violationAt(`HTTP integration of method "${logicalId}" cannot be judged: ${unknowable}`, location);
  }
  const subject =
    lambda === undefined ? `Method "${logicalId}"` : `Function "${names.get(lambda) ?? lambda}"`;
  return violationAt(`${subject} is using HTTP integration "AWS" ${noInstrumentation}`, location);
}
