import { decodeStoredCode, jsonPath } from "@stagepass/contracts";
import { z } from "zod";
import { namedInputs } from "../definition/named-inputs.ts";
import { definePolicy } from "../definition/policy.ts";
import type { CustomPolicy } from "../definition/sandbox.ts";

const Code = z
  .string()
  .min(1, "must not be empty")
  .max(65_536, "must be at most 65536 characters")
  .meta({ description: "JavaScript: a script, or a module that exports a function." });

/** Passes only deploys that JavaScript of the organization passes. Policies of the hosted dashboard run unchanged. */
export const javascript = definePolicy({
  id: "javascript",
  title: "JavaScript",
  description: "JavaScript of your own must let the deploy go.",
  fix: "Change what the policy looks at, or correct its code in the safeguard's settings.",
  documentation: `Settings: the code as text, as JSON text of a text (the form in which the hosted dashboard stored it), or with \`options\`:

\`\`\`json
{
  "code": "module.exports = (policy, service, options) => { … }",
  "options": { "max": 2 }
}
\`\`\`

The code has one of two forms.

**A script**, as in the hosted dashboard. Its last value decides, or what it returns: truthy passes.

\`\`\`javascript
declaration.provider.stage !== "prod" || jsonata("declaration.provider[runtime='nodejs22.x']")
\`\`\`

\`\`\`javascript
const { Resources } = compiled["cloudformation-template-update-stack.json"];
const tables = Object.values(Resources).filter(({ Type }) => Type === "AWS::DynamoDB::Table");
return tables.every(({ Properties }) => Properties.BillingMode === "PAY_PER_REQUEST");
\`\`\`

**A module**, as local policy files are. It exports a function, which may be asynchronous. \`policy.fail(message)\` is a violation, each with its message; \`policy.approve()\` passes, unless something failed. Calling neither does not pass.

\`\`\`javascript
module.exports = function stageInTableName(policy, service, options) {
  const stage = service.provider.getStage();
  const { Resources } = service.compiled["cloudformation-template-update-stack.json"];
  for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
    if (Type === "AWS::DynamoDB::Table" && !Properties.TableName.includes(stage)) {
      policy.fail(\`The table \${logicalId} has no stage in its name.\`);
    }
  }
  policy.approve();
};
\`\`\`

| global of a script, member of \`service\` | what it is |
| --- | --- |
| \`compiled\` | the compiled template, at \`cloudformation-template-update-stack.json\`; of it, the \`Resources\` |
| \`declaration\` | the object that the serverless.yml became |
| \`provider\` | \`getStage()\`, \`getRegion()\` and \`naming.getLambdaLogicalId(functionName)\` |
| \`frameworkVersion\` | the version of the Serverless Framework |
| \`jsonata(query)\` | in scripts: whether a [JSONata](https://jsonata.org) query over the four above finds something |

Code that names \`compiled\`, \`declaration\` or \`service\`, or \`frameworkVersion\` needs that input; without it the safeguard is skipped. Code that names none of them does not see them.

It runs in an engine of its own, without network, files, timers, \`require\` or \`process\`, for at most 250 ms and in 32 MB. The clock stands at the moment of the deploy, in UTC. What it throws is a violation with the line and the column.`,
  needs: [],
  alsoNeeds: (settings) => namedInputs(toPolicy(settings)),
  settings: z.union(
    [Code, z.strictObject({ code: Code, options: z.unknown().optional() })],
    "must be code, or an object with code and options",
  ),
  defaultSettings: 'provider.getStage() !== "prod" || provider.getRegion() === "eu-central-1"',
  async check(settings, sandbox) {
    const error = await sandbox.compile(toPolicy(settings));
    if (error === undefined) return [];
    const { line, column, message } = error;
    const path = jsonPath(typeof settings === "string" ? [] : ["code"]);
    return [{ path, message: `line ${line}, column ${column}: ${message}` }];
  },
  evaluate: (document, settings, sandbox) => sandbox.evaluate(toPolicy(settings), document),
});

function toPolicy(settings: string | { code: string; options?: unknown }): CustomPolicy {
  return typeof settings === "string"
    ? { engine: "javascript", source: decodeStoredCode(settings) }
    : { engine: "javascript", source: settings.code, options: settings.options };
}
