import { z } from "zod";
import { type PolicyStatement, statementsOf } from "../iam-statements.ts";
import { type ParameterDefaults, withDefaults } from "../parameter-defaults.ts";
import { elements, intrinsicOf, isKnownRecord, isRecord, type Place } from "../place.ts";
import { definePolicy } from "../policy.ts";
import { textsOf } from "../texts.ts";
import { type Violation, violationAt } from "../violation.ts";

/** No IAM policy of the template, whatever holds it, grants every action or every resource. */
export const noWildIamRoleStatements = definePolicy({
  id: "no-wild-iam-role-statements",
  title: "No wildcards in IAM role statements",
  description:
    "Statements of IAM policies, also of those inside of roles, users, groups, SAM functions and SAM state machines, must not allow all actions, all actions of a service, or all resources.",
  fix: "Name the actions and the resources that the code uses, in place of the wildcard.",
  documentation: `Statements that allow must not be about all actions (\`*\`), all actions of a service (\`s3:*\`), or all resources: \`*\`, or
an ARN whose service, resource or resource type is a bare \`*\`. A part of stars and question marks, such as \`?*\`, counts
as \`*\`, and so do \`*/*\` and an ARN of fewer than six parts, such as \`arn:aws:s3:*\`, whose star stands for the rest, too.
\`s3:Get*\`, \`arn:aws:s3:::bucket/*\` and wildcards for region and account are fine. \`NotAction\` and \`NotResource\` count as
wildcards.

Judged are the inline policies of \`AWS::IAM::Role\`, \`AWS::IAM::User\` and \`AWS::IAM::Group\`; \`AWS::IAM::Policy\`,
\`AWS::IAM::RolePolicy\`, \`AWS::IAM::UserPolicy\`, \`AWS::IAM::GroupPolicy\` and \`AWS::IAM::ManagedPolicy\`; and the
documents with a \`Statement\` in the \`Policies\` of \`AWS::Serverless::Function\` and \`AWS::Serverless::StateMachine\`, where
names of managed policies and SAM's policy templates are left alone. As resources, \`Ref\`, \`Fn::GetAtt\` and
\`Fn::ImportValue\` stand for one thing and pass, unless they refer to a parameter of the template whose default is a
wildcard; other functions that only AWS can resolve, such as \`Fn::FindInMap\`,
fail, and so does an action whose name only AWS knows, such as \`!Sub s3:\${Verb}\`.

\`allowFrameworkGenerated\` permits statements about nothing but the actions that the Serverless Framework itself adds for
X-Ray tracing (\`xray:PutTraceSegments\`, \`xray:PutTelemetryRecords\`) and for network interfaces in a VPC (\`ec2:\`
\`CreateNetworkInterface\`, \`DescribeNetworkInterfaces\`, \`DetachNetworkInterface\`, \`DeleteNetworkInterface\`). Leave the
settings out to permit none of them.`,
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
  defaultSettings: { allowFrameworkGenerated: true },
  judge({ resources, parameterDefaults = new Map() }, { allowFrameworkGenerated }) {
    return resources.flatMap(statementsOf).flatMap((statement) => {
      if (!isKnownRecord(statement.value)) return [unknowable("statement", statement)];
      if (statement.member("Effect").value === "Deny") return [];
      if (allowFrameworkGenerated && isFrameworkGenerated(statement)) return [];
      return [...judgeActions(statement), ...judgeResources(statement, parameterDefaults)];
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

/** Stands for a part of an action or a resource that only AWS knows. */
const unknown = "unknown";

function judgeActions(statement: PolicyStatement): Violation[] {
  const exception = statement.member("NotAction");
  if (exception.value !== undefined) {
    return [violationAt(`iamRoleStatement granting all but NotAction. ${noWildActions}`, exception)];
  }
  const actions = [...elements(statement.member("Action"))];
  if (actions.length === 0) return [unknowable("Action", statement)];
  return actions.flatMap((action) => {
    const texts = textsOf(action.value, unknown);
    if (texts === undefined || texts.some(isUnknownAction)) return [unknowable("Action", action)];
    return texts
      .filter(isWildAction)
      .map((text) => violationAt(`iamRoleStatement granting Action='${text}'. ${noWildActions}`, action));
  });
}

function judgeResources(statement: PolicyStatement, defaults: ParameterDefaults): Violation[] {
  const exception = statement.member("NotResource");
  if (exception.value !== undefined) {
    return [violationAt(`iamRoleStatement granting all but NotResource. ${noWildResources}`, exception)];
  }
  const resources = [...elements(statement.member("Resource"))];
  if (resources.length === 0) return [unknowable("Resource", statement)];
  return resources.flatMap((resource) => {
    const violations = judgeResource(resource);
    return violations.length > 0 ? violations : judgeDefault(resource, defaults);
  });
}

/** Intrinsics that give the address of one thing, and so no wildcard. */
const addresses: ReadonlySet<string | undefined> = new Set(["Ref", "Fn::GetAtt", "Fn::ImportValue"]);

/** `written` is what stands in the template, for the message: a default may be a secret of somebody else's. */
function judgeResource(resource: Place, written = resource.value): Violation[] {
  if (addresses.has(intrinsicOf(resource.value))) return [];
  const texts = textsOf(resource.value, unknown);
  if (texts === undefined) return [unknowable("Resource", resource)];
  const star = texts.find(isStar);
  if (star !== undefined) {
    return [violationAt(`iamRoleStatement granting Resource='${star}'. ${noWildResources}`, resource)];
  }
  if (!texts.some(isWildAddress)) return [];
  const granted = `Resource=${shown(written)}`;
  return [violationAt(`iamRoleStatement granting ${granted}. ${noWildTypes}`, resource)];
}

/** A resource that refers to a parameter of the template is no narrower than the parameter's default. */
function judgeDefault({ value, keys }: Place, defaults: ParameterDefaults): Violation[] {
  const known = elements({ value: withDefaults(value, defaults), keys });
  return [...known].flatMap((element) => judgeResource({ ...element, keys }, value));
}

function unknowable(what: string, place: Place): Violation {
  const is = intrinsicOf(place.value);
  const reason = is === undefined ? "it is missing or malformed" : `it is ${is}`;
  return violationAt(`The ${what} of an iamRoleStatement cannot be judged: ${reason}.`, place);
}

/** Whether a part matches everything: `?` is any one character, and beside a star it takes next to nothing away. */
function isStar(part: string): boolean {
  return /^[*?]+$/.test(part) && part.includes("*");
}

function isUnknownAction(action: string): boolean {
  return action === unknown || action.split(":", 2)[1] === unknown;
}

function isWildAction(action: string): boolean {
  return isStar(action) || isStar(action.split(":", 2)[1] ?? "");
}

/**
 * Whether the service, the resource or the resource type of an ARN matches everything. One of fewer than six parts names
 * no resource, and a star at its end matches colons, too
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
function isWildAddress(address: string): boolean {
  const parts = address.split(":", 7);
  if (parts[0] === "arn" && parts.length < 6) return true;
  return [parts[2], parts[5], parts[6]].some((part) => part?.split("/").every(isStar));
}

function shown(value: unknown): string {
  const json = JSON.stringify(isRecord(value) ? value : String(value));
  return json.length <= 200 ? json : `${json.slice(0, 200)}…`;
}
