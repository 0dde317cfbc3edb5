import { z } from "zod";
import { statementsOf } from "../../template/iam/iam-statements.ts";
import { memberLocation, whyNotKnown, writtenJsonOf } from "../../template/values/as-written.ts";
import { fillInEach } from "../../template/values/filled-in.ts";
import type { Outcome, Present, RecordOutcome } from "../../template/values/outcome.ts";
import { textOf } from "../../template/values/outcome-text.ts";
import { noTemplateValues, type TemplateValues } from "../../template/values/template-values.ts";
import { filledIn, isOfOneResource } from "../../template/values/text.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt } from "../definition/violation.ts";

/** Forbids statements of IAM policies that allow all actions or all resources. */
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

This policy evaluates the inline policies of \`AWS::IAM::Role\`, \`AWS::IAM::User\` and \`AWS::IAM::Group\`;
\`AWS::IAM::Policy\`, \`AWS::IAM::RolePolicy\`, \`AWS::IAM::UserPolicy\`, \`AWS::IAM::GroupPolicy\` and
\`AWS::IAM::ManagedPolicy\`; and the documents with a \`Statement\` in the \`Policies\` of \`AWS::Serverless::Function\` and
\`AWS::Serverless::StateMachine\`, where names of managed policies and SAM's policy templates are left alone. As
resources, \`Ref\`, \`Fn::GetAtt\` and \`Fn::ImportValue\` stand for one thing and pass. A \`Ref\` to a parameter counts as its
default, where it has one, and an \`Fn::FindInMap\` as all that it can find. Other functions that only AWS can resolve,
such as \`Fn::Split\`, fail, and so do an action and a part of an address that are nothing but what only AWS knows, such
as \`!Sub s3:\${Verb}\`.

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
  evaluate({ resources, templateValues = noTemplateValues }, { allowFrameworkGenerated }) {
    return resources.flatMap(statementsOf).flatMap((statement) => {
      if (statement.kind !== "record") return [unknowable("statement", statement)];
      if (statement.at("Effect").possible().every(isDeny)) return [];
      if (allowFrameworkGenerated && isFrameworkGenerated(statement)) return [];
      return [...evaluateActions(statement), ...evaluateResources(statement, templateValues)];
    });
  },
});

/** Actions that the framework grants on `*` for `tracing` and `vpc`. Most of them work on no narrower resource. */
const frameworkActions: ReadonlySet<string> = new Set([
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DetachNetworkInterface",
  "ec2:DeleteNetworkInterface",
]);

function isDeny(effect: Outcome): boolean {
  return effect.kind === "text" && effect.text === "Deny";
}

function isFrameworkGenerated(statement: RecordOutcome): boolean {
  const actions = statement.at("Action").elements();
  return (
    actions.length > 0 &&
    actions.every((action) => action.kind === "text" && frameworkActions.has(action.text)) &&
    !statement.names.includes("NotAction") &&
    !statement.names.includes("NotResource")
  );
}

const noWildActions = "Wildcard actions in iamRoleStatements are not permitted.";
const noWildResources = "Wildcard resources in iamRoleStatements are not permitted.";
const noWildTypes = "Wildcard resources or resourcetypes in iamRoleStatements are not permitted.";

/** Stands for a part of an action or a resource that only AWS knows, and that may be a wildcard. */
const unknown = "\u0000";

function evaluateActions(statement: RecordOutcome): PolicyViolation[] {
  if (statement.names.includes("NotAction")) {
    const exception = memberLocation(statement, "NotAction");
    return [violationAt(`iamRoleStatement granting all but NotAction. ${noWildActions}`, exception)];
  }
  const actions = statement.at("Action").elements();
  if (actions.length === 0) return [unknowable("Action", statement)];
  return actions.flatMap((action) => {
    const text = textOf(action);
    const granted = text === undefined ? undefined : unresolved(filledIn(text, () => unknown));
    if (granted !== undefined && isWildAction(granted)) {
      const shown = `Action='${granted.replaceAll(unknown, "unknown")}'`;
      return [violationAt(`iamRoleStatement granting ${shown}. ${noWildActions}`, action.location)];
    }
    return granted === undefined || isUnknownAction(granted) ? [unknowable("Action", action)] : [];
  });
}

function evaluateResources(statement: RecordOutcome, values: TemplateValues): PolicyViolation[] {
  if (statement.names.includes("NotResource")) {
    const exception = memberLocation(statement, "NotResource");
    return [violationAt(`iamRoleStatement granting all but NotResource. ${noWildResources}`, exception)];
  }
  const resources = statement.at("Resource").elements();
  if (resources.length === 0) return [unknowable("Resource", statement)];
  // The default of a parameter, or a value of a mapping, can be a wildcard, too.
  return fillInEach(resources, values).flatMap(({ outcome: written, filled }) =>
    filled
      .elements()
      .flatMap((outcome) => evaluateResource(outcome, written))
      .slice(0, 1),
  );
}

/** Stands for a part of an address that names a single resource. */
const thing = "thing";

/** `written` is the text of the template, which the message shows. The filled-in text may hold a secret. */
function evaluateResource(outcome: Present, written: Present): PolicyViolation[] {
  const text = textOf(outcome);
  const address =
    text === undefined
      ? undefined
      : unresolved(filledIn(text, (part) => (isOfOneResource(part) ? thing : unknown)));
  if (address === undefined || isUnknownAddress(address)) return [unknowable("Resource", written)];
  if (isStar(address)) {
    return [
      violationAt(`iamRoleStatement granting Resource='${address}'. ${noWildResources}`, written.location),
    ];
  }
  if (!isWildAddress(address)) return [];
  const granted = `Resource=${shown(written)}`;
  return [violationAt(`iamRoleStatement granting ${granted}. ${noWildTypes}`, written.location)];
}

function unknowable(what: string, outcome: Present): PolicyViolation {
  return violationAt(
    `The ${what} of an iamRoleStatement cannot be judged: ${whyNotKnown(outcome)}.`,
    outcome.location,
  );
}

/**
 * Whether a part matches everything. `?` stands for any one character, so that `*?` matches all but the empty text.
 */
function isStar(part: string): boolean {
  return /^[*?]+$/.test(part) && part.includes("*");
}

/** The text with an unknown part in place of each dynamic reference (`{{resolve:ssm:…}}`), which AWS resolves. */
function unresolved(text: string): string {
  return text.replaceAll(/\{\{resolve:[^{}]*\}\}/g, unknown);
}

/** Whether a part may turn out to match everything: it consists of stars and of parts that only AWS knows. */
function mayBeStar(part: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the mark of an unknown part
  return part.includes(unknown) && /^[*?\u0000]+$/.test(part);
}

function isUnknownAction(action: string): boolean {
  return action.split(":", 2).some(mayBeStar);
}

function isWildAction(action: string): boolean {
  return isStar(action) || isStar(action.split(":", 2)[1] ?? "");
}

function isUnknownAddress(address: string): boolean {
  const parts = address.split(":", 7);
  return (
    mayBeStar(address) ||
    [parts[2], parts[5], parts[6]].some((part) => mayBeStar(part?.replaceAll("/", "") ?? ""))
  );
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

function shown(written: Present): string {
  const json = writtenJsonOf(written);
  return json.length <= 200 ? json : `${json.slice(0, 200)}…`;
}
