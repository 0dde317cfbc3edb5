import { NoSettings } from "../../settings/no-settings.ts";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import { isNull, memberLocation } from "../../template/values/as-written.ts";
import { fillInEach } from "../../template/values/filled-in.ts";
import type { Outcome, Value } from "../../template/values/outcome.ts";
import { textOf } from "../../template/values/outcome-text.ts";
import { noTemplateValues, type TemplateValues } from "../../template/values/template-values.ts";
import { filledIn } from "../../template/values/text.ts";
import { writtenTextsOf } from "../../template/values/written-texts.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt } from "../definition/violation.ts";
import { secretFormatOf, unknownPart } from "./secret-formats.ts";

/** Forbids secrets in plain text in environment variables, where everyone who can see the function can read them. */
export const noSecretEnvVars = definePolicy({
  id: "no-secret-env-vars",
  title: "No secrets in environment variables",
  description:
    "The environment variables of functions must not look like keys, tokens or passwords. References to secret stores are fine.",
  fix: "Move the value to AWS Secrets Manager or Parameter Store, let the function read it there, and replace the exposed one.",
  documentation: `Values are evaluated, names are not, and a value is never repeated in a message. Recognised are AWS access keys
(\`AKIA\`, \`ASIA\`), private keys (PEM and PGP), keys and tokens of Anthropic, DigitalOcean, GitHub, GitLab, Google, npm,
OpenAI, SendGrid, Slack, Stripe and Twilio, webhook secrets (\`whsec_\`), quoted values after words such as \`secret\` or
\`api_key\`, and addresses with a password (\`postgres://user:password@host\`).

References (\`Ref\`, \`{{resolve:secretsmanager:…}}\`) are fine, unless the template itself has such a value for them: as the
default of a parameter, or in its mappings. Functions are named as in the declaration when it is sent.`,
  needs: ["template"],
  settings: NoSettings,
  defaultSettings: {},
  evaluate: ({ resources, declaration, templateValues = noTemplateValues }) =>
    functionsOf(resources, declaration).flatMap((lambda) => evaluateFunction(lambda, templateValues)),
});

function evaluateFunction(
  { name: lambda, value }: LambdaFunction,
  values: TemplateValues,
): PolicyViolation[] {
  return value
    .at("Properties", "Environment", "Variables")
    .possible()
    .flatMap((variables) => evaluateVariables(lambda, variables, values));
}

function evaluateVariables(lambda: string, variables: Outcome, values: TemplateValues): PolicyViolation[] {
  const subject = `Environment variables of function '${lambda}'`;
  const unreadable = violationAt(
    `${subject} cannot be judged: they are no object of values`,
    variables.location,
  );
  switch (variables.kind) {
    case "absent":
      // AWS refuses null: it does not mean that the variables are left out.
      return isNull(variables) ? [unreadable] : [];
    case "record":
      return variables.names.flatMap((name) => {
        const format = secretFormatIn(variables.at(name), values);
        if (format === undefined) return [];
        const variable = `Environment variable ${name} on function '${lambda}'`;
        const message = `${variable} looks like it contains a secret value: ${format}`;
        return [violationAt(message, memberLocation(variables, name))];
      });
    case "text":
    case "list":
    case "unknown":
      return [unreadable];
  }
}

/**
 * The format of a secret in a variable, or in the defaults and mappings of the template that the variable refers to.
 */
function secretFormatIn(variable: Value, values: TemplateValues): string | undefined {
  for (const { written, filled } of fillInEach(presentIn(variable), values)) {
    const format =
      formatOfAny(textsIn(written)) ?? (filled === written ? undefined : formatOfAny(textsIn(filled)));
    if (format !== undefined) return format;
  }
  return undefined;
}

function formatOfAny(texts: Iterable<string>): string | undefined {
  for (const text of new Set(texts)) {
    const format = secretFormatOf(text);
    if (format !== undefined) return format;
  }
  return undefined;
}

/**
 * The texts of a value that stand in the template itself. What a reference resolves to is unknown, and is no plain
 * text.
 */
function textsIn(value: Value): string[] {
  const texts = value.possible().flatMap((outcome) => {
    const text = textOf(outcome);
    return text === undefined ? [] : [filledIn(text, () => unknownPart)];
  });
  return [...texts, ...onePerLocation(presentIn(value)).flatMap(writtenTextsOf)];
}

function presentIn(value: Value): Outcome[] {
  return value.possible().filter(({ kind }) => kind !== "absent");
}

function onePerLocation(outcomes: readonly Outcome[]): Outcome[] {
  return [...new Map(outcomes.map((outcome) => [outcome.location, outcome])).values()];
}
