import { z } from "zod";
import {
  errorsIn,
  fillIn,
  maxCompiledSteps,
  type NameExpression,
  nameExpressions,
} from "../../settings/name-expression.ts";
import { maxPatternLength } from "../../settings/pattern.ts";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import type { Outcome } from "../../template/values/outcome.ts";
import { isBarred, whyUnreadable } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt } from "../definition/violation.ts";

/** AWS: a CloudFormation template has at most 500 resources. */
const maxFunctions = 500;

/** AWS: a function's name has at most 64 characters, and the ARN that may stand in its place at most 140. */
const maxNameLength = 140;

const named = [
  ["${FUNCTION}", "declaration"],
  ["${SERVICE}", "service"],
  ["${STAGE}", "stage"],
] as const;

/** Requires function names that match a regular expression. */
export const allowedFunctionNames = definePolicy({
  id: "allowed-function-names",
  title: "Allowed function names",
  description: "The name of each function must match this regular expression.",
  fix: "Set the function's name to one that matches, or leave it to the Serverless Framework where that is the convention.",
  documentation: `This policy evaluates the \`FunctionName\` of each \`AWS::Lambda::Function\` and \`AWS::Serverless::Function\` of the
template, also of those that the framework adds for its custom resources.

Settings: a regular expression, which must match the whole name. In it, \`\${SERVICE}\` and \`\${STAGE}\` stand for the deploy's
service and stage, and \`\${FUNCTION}\` for the function's name in the declaration, all of them literally: a dot in a stage
matches only a dot. \`\${FUNCTION}\` is empty for a function that is not in the declaration, and makes the declaration
necessary. A backslash is written once (in JSON: \`"\\\\d"\`).

\`\`\`json
"\${SERVICE}-\${STAGE}-\${FUNCTION}"
\`\`\`

A function without a \`FunctionName\`, which AWS then makes up, does not pass, and neither does one whose name only AWS
knows, such as an \`Fn::Sub\` with a reference in it. Both branches of an \`Fn::If\` are evaluated. The expression has at most ${maxPatternLength} characters,
also with the names filled in. A name has at most ${maxNameLength} characters and a template at most ${maxFunctions} functions, which are AWS's
limits. An expression with \`\${FUNCTION}\` becomes one for each function: together they have at most ${maxCompiledSteps} steps, with
repetitions such as \`{3}\` written out. What is beyond a limit does not pass, and the message says so.`,
  needs: ["template"],
  alsoNeeds: (source) => named.flatMap(([name, need]) => (source.includes(name) ? [need] : [])),
  settings: z
    .string("must be a regular expression, such as ${SERVICE}-${STAGE}-${FUNCTION}")
    .min(1, { error: "must not be empty", abort: true })
    .max(maxPatternLength, { error: `must be at most ${maxPatternLength} characters`, abort: true })
    .meta({
      description:
        "A regular expression in RE2 syntax that matches the whole name. ${SERVICE}, ${STAGE} and ${FUNCTION} stand for names of the deploy.",
    })
    .superRefine((source, context) => {
      for (const message of errorsIn(source)) context.addIssue({ code: "custom", message });
    }),
  defaultSettings: "${SERVICE}-${STAGE}-${FUNCTION}",
  evaluate({ target, resources, declaration }, source) {
    const lambdas = functionsOf(resources, declaration);
    if (lambdas.length > maxFunctions) {
      return [{ message: `Not judged: the template has more than ${maxFunctions} functions.` }];
    }
    const compile = nameExpressions();
    // The expression does not name a part of the target that is unknown: the policy would need it otherwise.
    const { stage = "", service = "" } = target;
    return lambdas.flatMap((lambda) =>
      evaluateFunction(
        lambda,
        compile(fillIn(source, { stage, service, lambda: lambda.declared?.name ?? "" })),
      ),
    );
  },
});

function evaluateFunction({ name, value }: LambdaFunction, expression: NameExpression): PolicyViolation[] {
  const sentence = `Function "${name}" doesn't match RegExp /^${expression.source}$/.`;
  return value
    .at("Properties", "FunctionName")
    .possible()
    .flatMap((functionName) => {
      const reason = evaluateName(functionName, expression);
      return reason === undefined ? [] : [violationAt(`${sentence}${reason}`, functionName.location)];
    });
}

const none = " It has no FunctionName, and AWS makes one up.";

/** The end of the sentence that says that the name does not match; undefined when it matches. */
function evaluateName(functionName: Outcome, { test }: NameExpression): string | undefined {
  switch (functionName.kind) {
    case "text":
      return functionName.text.trim() === "" ? none : evaluateText(functionName.text, test);
    case "absent":
      return none;
    case "list":
    case "record":
    case "unknown":
      return isBarred(functionName)
        ? none
        : ` Its FunctionName cannot be judged: ${whyUnreadable(functionName)}.`;
  }
}

function evaluateText(name: string, test: NameExpression["test"]): string | undefined {
  if (typeof test === "string") return ` The expression cannot be used with the names filled in: it ${test}.`;
  if (name.length > maxNameLength) {
    return ` Its FunctionName is longer than ${maxNameLength} characters and was not judged.`;
  }
  return test(name) === "matches" ? undefined : "";
}
