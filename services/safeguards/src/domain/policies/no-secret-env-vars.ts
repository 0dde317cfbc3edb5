import { functionsOf, type LambdaFunction } from "../lambda-functions.ts";
import { NoSettings } from "../no-settings.ts";
import { alternatives, follow, isKnownRecord, member, type Place, where } from "../place.ts";
import { definePolicy } from "../policy.ts";
import { secretFormatOf, unknownPart } from "../secret-formats.ts";
import { stringsIn } from "../strings-in.ts";
import { textsOf } from "../texts.ts";

/** No environment variable of a function holds a secret in plain text, where everyone who can see the function reads it. */
export const noSecretEnvVars = definePolicy({
  id: "no-secret-env-vars",
  title: "No secrets in environment variables",
  description:
    "The environment variables of functions must not look like keys, tokens or passwords. References to secret stores are fine.",
  needs: ["template"],
  settings: NoSettings,
  exampleSettings: {},
  judge: (document) => functionsOf(document.resources, document.declaration).flatMap(judgeFunction),
});

function judgeFunction({ name: lambda, place }: LambdaFunction): string[] {
  return [...follow(place, "Properties", "Environment", "Variables")].flatMap((variables) => {
    if (isKnownRecord(variables.value)) {
      return Object.keys(variables.value).flatMap((name) =>
        judgeVariable(lambda, name, member(variables, name)),
      );
    }
    const reason = `they are no object of values (${where(variables)})`;
    return [`Environment variables of function '${lambda}' cannot be judged: ${reason}`];
  });
}

function judgeVariable(lambda: string, name: string, variable: Place): string[] {
  const format = secretFormatIn(variable);
  if (format === undefined) return [];
  const subject = `Environment variable ${name} on function '${lambda}'`;
  return [`${subject} looks like it contains a secret value: ${format} (${where(variable)})`];
}

/** What a reference resolves to cannot be known and is no plain text; every text that stands in the template is judged. */
function secretFormatIn(variable: Place): string | undefined {
  for (const { value } of alternatives(variable)) {
    for (const text of new Set([...(textsOf(value, unknownPart) ?? []), ...stringsIn(value)])) {
      const format = secretFormatOf(text);
      if (format !== undefined) return format;
    }
  }
  return undefined;
}
