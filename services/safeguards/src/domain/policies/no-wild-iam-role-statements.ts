import { z } from "zod";
import { type PolicyStatement, statementsOf } from "../iam-statements.ts";
import { elements, intrinsicOf, isKnownRecord, isRecord, type Place, where } from "../place.ts";
import { definePolicy } from "../policy.ts";
import { textsOf } from "../texts.ts";

/** No IAM policy of the template, whatever holds it, grants every action or every resource. */
export const noWildIamRoleStatements = definePolicy({
  id: "no-wild-iam-role-statements",
  title: "No wildcards in IAM role statements",
  description:
    "Statements of IAM policies, also of those inside of roles, users, groups and SAM functions, must not allow all actions, all actions of a service, or all resources.",
  needs: ["template"],
  settings: z
    .strictObject({
      allowFrameworkGenerated: z.boolean().default(false).meta({
        description:
          "Permit what the framework generates for X-Ray tracing and for network interfaces in a VPC.",
      }),
    })
    .nullish()
    .transform((settings) => settings ?? { allowFrameworkGenerated: false }),
  exampleSettings: { allowFrameworkGenerated: true },
  judge({ resources }, { allowFrameworkGenerated }) {
    return resources.flatMap(statementsOf).flatMap((statement) => {
      if (!isKnownRecord(statement.value)) return [unknowable("statement", statement)];
      if (statement.member("Effect").value === "Deny") return [];
      if (allowFrameworkGenerated && isFrameworkGenerated(statement)) return [];
      return [...judgeActions(statement), ...judgeResources(statement)];
    });
  },
});

/** What the framework writes for `tracing` and `vpc`; AWS has no narrower resource than `*` for most of them. */
const frameworkActions: ReadonlySet<unknown> = new Set([
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DetachNetworkInterface",
  "ec2:DeleteNetworkInterface",
]);

function isFrameworkGenerated(statement: PolicyStatement): boolean {
  const actions = [...elements(statement.member("Action"))];
  const exceptions = [statement.member("NotAction"), statement.member("NotResource")];
  return (
    actions.length > 0 &&
    actions.every(({ value }) => frameworkActions.has(value)) &&
    exceptions.every(({ value }) => value === undefined)
  );
}

const noWildActions = "Wildcard actions in iamRoleStatements are not permitted.";
const noWildResources = "Wildcard resources in iamRoleStatements are not permitted.";
const noWildTypes = "Wildcard resources or resourcetypes in iamRoleStatements are not permitted.";

function judgeActions(statement: PolicyStatement): string[] {
  const exception = statement.member("NotAction");
  if (exception.value !== undefined) {
    return [`iamRoleStatement granting all but NotAction. ${noWildActions} (${where(exception)})`];
  }
  const actions = [...elements(statement.member("Action"))];
  if (actions.length === 0) return [unknowable("Action", statement)];
  return actions.flatMap((action) => {
    const texts = textsOf(action.value, "unknown");
    if (texts === undefined) return [unknowable("Action", action)];
    return texts
      .filter(isWildAction)
      .map((text) => `iamRoleStatement granting Action='${text}'. ${noWildActions} (${where(action)})`);
  });
}

function judgeResources(statement: PolicyStatement): string[] {
  const exception = statement.member("NotResource");
  if (exception.value !== undefined) {
    return [`iamRoleStatement granting all but NotResource. ${noWildResources} (${where(exception)})`];
  }
  const resources = [...elements(statement.member("Resource"))];
  if (resources.length === 0) return [unknowable("Resource", statement)];
  return resources.flatMap(judgeResource);
}

/** Intrinsics that give the address of one thing, and so no wildcard. */
const addresses: ReadonlySet<string | undefined> = new Set(["Ref", "Fn::GetAtt", "Fn::ImportValue"]);

function judgeResource(resource: Place): string[] {
  if (addresses.has(intrinsicOf(resource.value))) return [];
  const texts = textsOf(resource.value, "unknown");
  if (texts === undefined) return [unknowable("Resource", resource)];
  const star = texts.find(isStar);
  if (star !== undefined) {
    return [`iamRoleStatement granting Resource='${star}'. ${noWildResources} (${where(resource)})`];
  }
  if (!texts.some(isWildAddress)) return [];
  return [`iamRoleStatement granting Resource=${shown(resource.value)}. ${noWildTypes} (${where(resource)})`];
}

function unknowable(what: string, place: Place): string {
  const is = intrinsicOf(place.value);
  const reason = is === undefined ? "it is missing or malformed" : `it is ${is}`;
  return `The ${what} of an iamRoleStatement cannot be judged: ${reason}. (${where(place)})`;
}

/** Whether a part matches everything: `?` is any one character, and beside a star it takes next to nothing away. */
function isStar(part: string): boolean {
  return /^[*?]+$/.test(part) && part.includes("*");
}

function isWildAction(action: string): boolean {
  return isStar(action) || isStar(action.split(":", 2)[1] ?? "");
}

/** Whether the service, the resource or the resource type of an ARN matches everything. */
function isWildAddress(address: string): boolean {
  const parts = address.split(":", 7);
  return [parts[2], parts[5], parts[6]].some((part) => part !== undefined && isStar(part));
}

function shown(value: unknown): string {
  const json = JSON.stringify(isRecord(value) ? value : String(value));
  return json.length <= 200 ? json : `${json.slice(0, 200)}…`;
}
