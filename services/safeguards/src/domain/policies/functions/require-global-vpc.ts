import { z } from "zod";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import { givesText } from "../../template/values/gives-text.ts";
import { intrinsicOf, member, type Place } from "../../template/values/place.ts";
import { possibilities } from "../../template/values/possibilities.ts";
import { referenceText } from "../../template/values/reference-text.ts";
import { definePolicy } from "../policy.ts";
import { type Violation, violationAt } from "../violation.ts";

const Minimum = z.strictObject({
  minNumSubnets: z
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(16, "must be at most 16, which is AWS's limit")
    .default(2)
    .meta({ description: "The fewest subnets of a function." }),
});

/** Every function runs in a VPC, in enough subnets to outlive one of them. */
export const requireGlobalVpc = definePolicy({
  id: "require-global-vpc",
  title: "Require a VPC",
  description: "Each function must run in a VPC, with security groups and with a least number of subnets.",
  fix: "Set provider.vpc, or the function's vpc, with securityGroupIds and enough subnetIds.",
  documentation: `Judged is the \`VpcConfig\` of each \`AWS::Lambda::Function\` and \`AWS::Serverless::Function\` of the template, also of those
that the framework adds for its custom resources. It must have at least one of \`SecurityGroupIds\`, and enough different
\`SubnetIds\`.

Settings, which can be left out: \`minNumSubnets\`, from 1 to 16 (default 2, so that a function outlives an availability
zone).

\`\`\`json
{ "minNumSubnets": 2 }
\`\`\`

Elements of a list may be intrinsic functions, such as \`Ref\`, and are counted; one that a condition can leave out is
not. A whole list that is an intrinsic function, such as a \`Ref\` to a parameter or an \`Fn::Split\`, cannot be counted and
does not pass, and neither does a \`VpcConfig\` that is one. Both branches of an \`Fn::If\` are judged.`,
  needs: ["template"],
  settings: Minimum.nullish().transform((minimum) => minimum ?? Minimum.parse({})),
  defaultSettings: { minNumSubnets: 2 },
  judge: ({ resources, declaration }, { minNumSubnets }) =>
    functionsOf(resources, declaration).flatMap((lambda) => judgeFunction(lambda, minNumSubnets)),
});

function judgeFunction({ name, place }: LambdaFunction, minNumSubnets: number): Violation[] {
  const subject = `Function "${name}" doesn't satisfy`;
  return [...possibilities(place, "Properties", "VpcConfig")].flatMap((vpc) => {
    if (intrinsicOf(vpc.value) !== undefined) return [uncountable(subject, vpc)];
    const groups = [...possibilities(vpc, "SecurityGroupIds")];
    const subnets = [...possibilities(vpc, "SubnetIds")];
    const missing = [...groups, ...subnets].find(isMissing);
    if (missing !== undefined) return [violationAt(`${subject} global VPC requirement.`, missing)];
    const unknown = [...groups, ...subnets].filter(({ value }) => !Array.isArray(value));
    const few = subnets.filter(({ value }) => Array.isArray(value) && count(value) < minNumSubnets);
    const atLeast = `${subject} the global VPC requirement of at least ${minNumSubnets} subnets.`;
    return [
      ...unknown.map((list) => uncountable(subject, list)),
      ...few.map((list) => violationAt(atLeast, list)),
    ];
  });
}

/** Whether this is surely no list with something in it. */
function isMissing({ value }: Place): boolean {
  return Array.isArray(value) ? count(value) === 0 : intrinsicOf(value) === undefined;
}

/** How many different elements a list has, whichever way its conditions turn out. */
function count(list: readonly unknown[]): number {
  const sure = list.filter((_, index) =>
    [...possibilities(member({ value: list, keys: [] }, index))].every(({ value }) => givesText(value)),
  );
  // The same reference can be written in more than one way.
  return new Set(sure.map((element) => referenceText(element) ?? JSON.stringify(element))).size;
}

function uncountable(subject: string, place: Place): Violation {
  const reason = `${intrinsicOf(place.value)} stands here, which only AWS resolves and nobody can count.`;
  return violationAt(`${subject} global VPC requirement. ${reason}`, place);
}
