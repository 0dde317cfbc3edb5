import { NoSettings } from "../../settings/no-settings.ts";
import type { Declaration } from "../../template/declaration.ts";
import { asyncIn } from "../../template/lambda/asynchronous-sources.ts";
import {
  type DeclaredFunction,
  declaredFunctionsOf,
  functionsOf,
  unreadableBlocksOf,
} from "../../template/lambda/lambda-functions.ts";
import { type MappedMethod, mappedMethodsOf } from "../../template/lambda/mapped-methods.ts";
import type { Outcome, Present, RecordOutcome } from "../../template/values/outcome.ts";
import { isBarred, whyUnreadable } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt, violationDeclaredAt } from "../definition/violation.ts";

/**
 * Forbids integrations of API Gateway that map requests before a function gets them, since tools cannot see through
 * them.
 */
export const forbidLambdaApigIntegration = definePolicy({
  id: "forbid-lambda-apig-integration",
  title: "Forbid the lambda integration of API Gateway",
  description: "HTTP events of functions must use the integration lambda-proxy, which is the default.",
  fix: "Remove integration from the http event, or set it to lambda-proxy, and let the function answer with statusCode and body.",
  documentation: `This policy evaluates each \`http\` event of each function of the declaration. \`lambda-proxy\` and \`aws-proxy\` are
permitted, in capitals or not, with \`-\` or \`_\`. They are the default, and what the short form \`http: GET /orders\` means.
All others are refused: \`lambda\`, \`aws\`, \`http\`, \`http-proxy\` and \`mock\`, and so is \`async: true\`, which means \`aws\`.
\`httpApi\` events are not looked at: they are always proxies.

When the template is sent too, each \`AWS::ApiGateway::Method\` that calls a function with an integration of type \`AWS\` is
refused, whichever tool made it; CDK does so for \`new LambdaIntegration(handler, { proxy: false })\`. Methods that call
other services of AWS are fine, and OpenAPI documents are not evaluated. SAM's \`Api\` events are always proxies.

Both branches of an \`Fn::If\` are evaluated, in the declaration too. An event or an integration that only AWS knows does
not pass.

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

function evaluateBlocks(declaration: Declaration): PolicyViolation[] {
  return unreadableBlocksOf(declaration).map(({ location }) =>
    violationDeclaredAt("HTTP integrations cannot be judged: this is no object of functions", location),
  );
}

function evaluateFunction({ name, logicalId, value }: DeclaredFunction): PolicyViolation[] {
  const events = value.at("events").possible();
  return events
    .flatMap((list) => evaluateEvents(name, list))
    .map(({ message, location }) => violationDeclaredAt(message, location, logicalId));
}

interface Complaint {
  readonly message: string;
  readonly location: Outcome["location"];
}

function evaluateEvents(name: string, events: Outcome): Complaint[] {
  switch (events.kind) {
    case "absent":
      return [];
    case "list":
      return events.items
        .flatMap((event) => event.at("http").possible())
        .flatMap((http) => evaluateHttp(name, http));
    case "text":
    case "record":
    case "unknown": {
      const message = `Events of function "${name}" cannot be judged: they are no list`;
      return [{ message, location: events.location }];
    }
  }
}

/** The short form is a text. So is an event that is only the name of its type, which has no `http`. */
function evaluateHttp(name: string, http: Outcome): Complaint[] {
  switch (http.kind) {
    case "absent":
    case "text":
      return [];
    case "record":
      return integrationsOf(http).flatMap((integration) => evaluateIntegration(name, integration));
    case "list":
    case "unknown":
      return isBarred(http) ? [] : [unreadable(name, http)];
  }
}

/** The integrations that the event sets, or their default: an asynchronous event gets the type `AWS`. */
function integrationsOf(http: RecordOutcome): Outcome[] {
  const byDefault = asyncIn(http);
  return http
    .at("integration")
    .possible()
    .map((integration) =>
      isUnset(integration) && byDefault !== undefined
        ? { kind: "text", text: "AWS", location: byDefault.location }
        : integration,
    );
}

function isUnset(integration: Outcome): boolean {
  return integration.kind === "absent" || (integration.kind === "text" && integration.text === "");
}

function evaluateIntegration(name: string, integration: Outcome): Complaint[] {
  switch (integration.kind) {
    case "absent":
      return [];
    case "text": {
      if (isUnset(integration) || isProxy(integration.text)) return [];
      const message = `Function "${name}" is using HTTP integration "${integration.text}" ${noInstrumentation}`;
      return [{ message, location: integration.location }];
    }
    case "list":
    case "record":
    case "unknown":
      return [unreadable(name, integration)];
  }
}

function unreadable(name: string, outcome: Present): Complaint {
  const message = `HTTP integration of function "${name}" cannot be judged: ${whyUnreadable(outcome)}`;
  return { message, location: outcome.location };
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
