import { NoSettings } from "../../settings/no-settings.ts";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import {
  alternatives,
  follow,
  isKnownRecord,
  isRecord,
  member,
  type Place,
} from "../../template/values/place.ts";
import { stringsIn } from "../../template/values/strings-in.ts";
import { noTemplateValues, type TemplateValues } from "../../template/values/template-values.ts";
import { textsOf } from "../../template/values/texts.ts";
import { definePolicy } from "../policy.ts";
import { type Violation, violationAt } from "../violation.ts";
import { secretFormatOf, unknownPart } from "./secret-formats.ts";

/** No environment variable of a function holds a secret in plain text, where everyone who can see the function reads it. */
export const noSecretEnvVars = definePolicy({
  id: "no-secret-env-vars",
  title: "No secrets in environment variables",
  description:
    "The environment variables of functions must not look like keys, tokens or passwords. References to secret stores are fine.",
  fix: "Move the value to AWS Secrets Manager or Parameter Store, let the function read it there, and replace the exposed one.",
  documentation: `Values are judged, names are not, and a value is never repeated in a message. Recognised are AWS access keys
(\`AKIA\`, \`ASIA\`), private keys (PEM and PGP), keys and tokens of Anthropic, DigitalOcean, GitHub, GitLab, Google, npm,
OpenAI, SendGrid, Slack, Stripe and Twilio, webhook secrets (\`whsec_\`), quoted values after words such as \`secret\` or
\`api_key\`, and addresses with a password (\`postgres://user:password@host\`).

References (\`Ref\`, \`{{resolve:secretsmanager:…}}\`) are fine, unless the template itself has such a value for them: as the
default of a parameter, or in its mappings. Functions are named as in the declaration when it is sent.`,
  needs: ["template"],
  settings: NoSettings,
  defaultSettings: {},
  judge: ({ resources, declaration, templateValues = noTemplateValues }) =>
    functionsOf(resources, declaration).flatMap((lambda) => judgeFunction(lambda, templateValues)),
});

function judgeFunction({ name: lambda, place }: LambdaFunction, values: TemplateValues): Violation[] {
  return [...follow(place, "Properties", "Environment", "Variables")].flatMap((variables) => {
    if (isKnownRecord(variables.value)) {
      return Object.keys(variables.value).flatMap((name) =>
        judgeVariable(lambda, name, { variable: member(variables, name), values }),
      );
    }
    const subject = `Environment variables of function '${lambda}'`;
    return [violationAt(`${subject} cannot be judged: they are no object of values`, variables)];
  });
}

function judgeVariable(
  lambda: string,
  name: string,
  { variable, values }: { readonly variable: Place; readonly values: TemplateValues },
): Violation[] {
  const filledIn = values.fillIn(variable.value);
  const format =
    secretFormatIn(variable) ??
    (filledIn === variable.value ? undefined : secretFormatIn({ ...variable, value: filledIn }));
  if (format === undefined) return [];
  const subject = `Environment variable ${name} on function '${lambda}'`;
  return [violationAt(`${subject} looks like it contains a secret value: ${format}`, variable)];
}

/** What a reference resolves to cannot be known and is no plain text; every text that stands in the template is judged. */
function secretFormatIn(variable: Place): string | undefined {
  for (const { value } of alternatives(variable)) {
    for (const text of new Set([
      ...(textsOf(value, unknownPart) ?? []),
      ...jsonIn(value),
      ...stringsIn(value),
    ])) {
      const format = secretFormatOf(text);
      if (format !== undefined) return format;
    }
  }
  return undefined;
}

/** What `Fn::ToJsonString` makes of its operand: formats may need a key beside the value. */
function jsonIn(value: unknown): string[] {
  return isRecord(value) && "Fn::ToJsonString" in value ? [JSON.stringify(value["Fn::ToJsonString"])] : [];
}
