import { jsonPath } from "@stagepass/contracts";
import { z } from "zod";
import { namedInputs } from "../definition/named-inputs.ts";
import { definePolicy } from "../definition/policy.ts";
import type { CustomPolicy } from "../definition/sandbox.ts";

const Expression = z
  .string()
  .min(1, "must not be empty")
  .max(4_096, "must be at most 4096 characters")
  .meta({ description: "An expression in CEL that is true for a deploy that may go." });

const Message = z
  .string()
  .min(1, "must not be empty")
  .max(500, "must be at most 500 characters")
  .meta({ description: "What the deployer reads when the expression is false." });

/** Passes only deploys for which a CEL expression of the organization is true. */
export const expression = definePolicy({
  id: "expression",
  title: "Expression",
  description: "An expression of your own must be true for the deploy.",
  fix: "Change what the expression looks at, or correct the expression in the safeguard's settings.",
  documentation: `Settings: an expression in [CEL](https://cel.dev), or the expression and the \`message\` for whoever breaks it:

\`\`\`json
{
  "expression": "resources.filter(r, r.type == \\"AWS::Lambda::Function\\").all(f, f.body.Properties.MemorySize <= 1024)",
  "message": "Functions get at most 1024 MB."
}
\`\`\`

The deploy passes only when the expression is exactly \`true\`. An error, or any other value, is a violation that says why.

| variable | what it is |
| --- | --- |
| \`target\` | \`org\`, \`app\`, \`stage\`, \`service\` and \`region\`, all texts |
| \`now\` | the moment of the deploy, a timestamp; one that was sent without an offset is read in UTC |
| \`frameworkVersion\` | the version of the Serverless Framework, a text |
| \`declaration\` | the object that the serverless.yml became |
| \`resources\` | the compiled template's resources: a list of \`logicalId\`, \`type\` and \`body\`, which holds \`Type\`, \`Properties\` and the rest |

An expression that names \`resources\`, \`declaration\` or \`frameworkVersion\` needs that input; without it the safeguard is skipped.

Some to begin with:

\`\`\`cel
target.stage != "prod" || now.getDayOfWeek("Europe/Berlin") in [1, 2, 3, 4]
\`\`\`

\`\`\`cel
resources.all(r, r.type != "AWS::DynamoDB::Table" || (
  has(r.body.Properties.PointInTimeRecoverySpecification) &&
  r.body.Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled == true
))
\`\`\`

\`\`\`cel
has(declaration.provider.stackTags) && declaration.provider.stackTags.team.matches("^[a-z-]+$")
\`\`\`

- Ask with \`has(a.b)\` before reading a field that may be missing; a missing field is an error. A field that is null counts as missing.
- Whole numbers are \`int\` and others \`double\`; both compare with each other.
- In a map, a loop goes over the keys: \`declaration.functions.all(name, declaration.functions[name].timeout <= 30)\`.
- Texts have \`startsWith\`, \`endsWith\`, \`contains\`, \`matches\` (an RE2 expression, not anchored), \`split\`, \`replace\`, \`lowerAscii\`, \`trim\` and \`size\`.
- At most 4096 characters and 500 parts; loops may stand two deep in each other. It runs for at most 250 ms.`,
  needs: [],
  alsoNeeds: (settings) => namedInputs(toPolicy(settings)),
  settings: z.union(
    [Expression, z.strictObject({ expression: Expression, message: Message.optional() })],
    "must be an expression, or an object with an expression and a message",
  ),
  defaultSettings: {
    expression: 'target.stage != "prod" || target.region == "eu-central-1"',
    message: "Production runs in eu-central-1.",
  },
  async check(settings, sandbox) {
    const error = await sandbox.compile(toPolicy(settings));
    if (error === undefined) return [];
    const { line, column, message } = error;
    const path = jsonPath(typeof settings === "string" ? [] : ["expression"]);
    return [{ path, message: `line ${line}, column ${column}: ${message}` }];
  },
  evaluate: (document, settings, sandbox) => sandbox.evaluate(toPolicy(settings), document),
});

function toPolicy(settings: string | { expression: string; message?: string | undefined }): CustomPolicy {
  return typeof settings === "string"
    ? { engine: "expression", source: settings }
    : { engine: "expression", source: settings.expression, message: settings.message };
}
