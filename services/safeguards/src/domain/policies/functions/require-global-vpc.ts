import { z } from "zod";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import { writtenKindOf } from "../../template/values/as-written.ts";
import type { ListOutcome, Outcome, RecordOutcome, Value } from "../../template/values/outcome.ts";
import { alwaysProvidesText, spelledOut } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt } from "../definition/violation.ts";

const Minimum = z.strictObject({
  minNumSubnets: z
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(16, "must be at most 16, which is AWS's limit")
    .default(2)
    .meta({ description: "The fewest subnets of a function." }),
});

/** Requires each function to run in a VPC, with security groups and a least number of subnets. */
export const requireGlobalVpc = definePolicy({
  id: "require-global-vpc",
  title: "Require a VPC",
  description: "Each function must run in a VPC, with security groups and with a least number of subnets.",
  fix: "Set provider.vpc, or the function's vpc, with securityGroupIds and enough subnetIds.",
  documentation: `This policy evaluates the \`VpcConfig\` of each \`AWS::Lambda::Function\` and \`AWS::Serverless::Function\` of the template,
also of those that the framework adds for its custom resources. It must have at least one of \`SecurityGroupIds\`, and
enough different \`SubnetIds\`.

Settings, which can be left out: \`minNumSubnets\`, from 1 to 16 (default 2, so that a function outlives an availability
zone).

\`\`\`json
{ "minNumSubnets": 2 }
\`\`\`

Elements of a list may be intrinsic functions, such as \`Ref\`, and are counted; one that a condition can leave out is
not. A whole list that is an intrinsic function, such as a \`Ref\` to a parameter or an \`Fn::Split\`, cannot be counted and
does not pass, and neither does a \`VpcConfig\` that is one. Both branches of an \`Fn::If\` are evaluated.`,
  needs: ["template"],
  settings: Minimum.nullish().transform((minimum) => minimum ?? Minimum.parse({})),
  defaultSettings: { minNumSubnets: 2 },
  evaluate: ({ resources, declaration }, { minNumSubnets }) =>
    functionsOf(resources, declaration).flatMap((lambda) => evaluateFunction(lambda, minNumSubnets)),
});

function evaluateFunction({ name, value }: LambdaFunction, minNumSubnets: number): PolicyViolation[] {
  const subject = `Function "${name}" doesn't satisfy`;
  const vpcs = value.at("Properties", "VpcConfig").possible();
  return vpcs.flatMap((vpc) => {
    if (vpc.kind === "record") return evaluateVpc(subject, vpc, minNumSubnets);
    const mayBeOne = vpc.kind === "unknown" && vpc.because === "AWS";
    return [mayBeOne ? uncountable(subject, vpc) : missingAt(subject, vpc)];
  });
}

function evaluateVpc(subject: string, vpc: RecordOutcome, minNumSubnets: number): PolicyViolation[] {
  const groups = vpc.at("SecurityGroupIds").possible();
  const subnets = vpc.at("SubnetIds").possible();
  const missing = [...groups, ...subnets].find(isMissing);
  if (missing !== undefined) return [missingAt(subject, missing)];
  const unknown = [...groups, ...subnets].filter(({ kind }) => kind !== "list");
  const few = subnets.filter((list) => list.kind === "list" && count(list) < minNumSubnets);
  const atLeast = `${subject} the global VPC requirement of at least ${minNumSubnets} subnets.`;
  return [
    ...unknown.map((list) => uncountable(subject, list)),
    ...few.map((list) => violationAt(atLeast, list.location)),
  ];
}

/** Whether a value is guaranteed not to be a list with an element. */
function isMissing(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "list":
      return count(outcome) === 0;
    case "unknown":
      return outcome.because !== "AWS";
    case "text":
    case "record":
    case "absent":
      return true;
  }
}

/** How many different elements a list is guaranteed to have, whichever way its conditions turn out. */
function count({ items }: ListOutcome): number {
  return new Set(items.filter(alwaysProvidesText).map(identityOf)).size;
}

/** A text that is equal for equal elements: a reference can be written in more than one way. */
function identityOf(item: Value): string {
  const outcomes = item.possible().map((outcome) => spelledOut(outcome) ?? outcome.location.value);
  return JSON.stringify(outcomes);
}

function missingAt(subject: string, { location }: Outcome): PolicyViolation {
  return violationAt(`${subject} global VPC requirement.`, location);
}

function uncountable(subject: string, outcome: Outcome): PolicyViolation {
  const reason = `${writtenKindOf(outcome)} stands here, which only AWS resolves and nobody can count.`;
  return violationAt(`${subject} global VPC requirement. ${reason}`, outcome.location);
}
