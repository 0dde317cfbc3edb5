import { z } from "zod";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import type { Outcome } from "../../template/values/outcome.ts";
import { isBarred, whyUnreadable } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt } from "../definition/violation.ts";

const Length = z
  .int("must be a whole number of characters")
  .min(0, "must be a whole number of characters, 0 or more");

const Limits = z
  .strictObject({
    minLength: Length.default(30).meta({ description: "The fewest characters of a description." }),
    maxLength: Length.default(256).meta({
      description: "The most characters of a description; AWS accepts 256.",
    }),
  })
  .refine(({ minLength, maxLength }) => minLength <= maxLength, {
    path: ["minLength"],
    message: "must not be greater than maxLength (30 and 256 are their defaults)",
  });
type Limits = z.output<typeof Limits>;

/** Requires a description of each function, of a least and a greatest length. */
export const requireDescription = definePolicy({
  id: "require-description",
  title: "Require descriptions",
  description: "Each function must have a description of a certain length.",
  fix: "Set the function's description to a sentence that says what it is for.",
  documentation: `This policy evaluates the \`Description\` of each \`AWS::Lambda::Function\` and \`AWS::Serverless::Function\` of the template,
also of those that the framework adds for its custom resources.

Settings, which can be left out: \`minLength\` (default 30) and \`maxLength\` (default 256), in characters, both inclusive.
Blanks around a description do not make it longer; one that is empty or blank counts as none and never passes, also where
the minimum is zero.

\`\`\`json
{ "minLength": 30, "maxLength": 256 }
\`\`\`

Both branches of an \`Fn::If\` are evaluated. The length of a text that only AWS knows, such as an \`Fn::Sub\` with a reference
in it, cannot be known: it does not pass.`,
  needs: ["template"],
  settings: Limits.nullish().transform((limits) => limits ?? Limits.parse({})),
  defaultSettings: { minLength: 30, maxLength: 256 },
  evaluate: ({ resources, declaration }, limits) =>
    functionsOf(resources, declaration).flatMap((lambda) => evaluateFunction(lambda, limits)),
});

function evaluateFunction({ name, value }: LambdaFunction, limits: Limits): PolicyViolation[] {
  const descriptions = value.at("Properties", "Description").possible();
  return descriptions.flatMap((description) =>
    evaluateDescription(name, description, limits).map((message) =>
      violationAt(message, description.location),
    ),
  );
}

function evaluateDescription(name: string, description: Outcome, limits: Limits): string[] {
  const none = [`Function "${name}" has no description`];
  const subject = `Description for function "${name}"`;
  switch (description.kind) {
    case "text":
      if (description.text.trim() === "") return none;
      return evaluateLength(description.text, limits).map((is) => `${subject} is ${is}`);
    case "absent":
      return none;
    case "list":
    case "record":
    case "unknown":
      return isBarred(description) ? none : [`${subject} cannot be judged: ${whyUnreadable(description)}`];
  }
}

function evaluateLength(text: string, { minLength, maxLength }: Limits): string[] {
  if (text.length > maxLength) return ["too long"];
  return text.trim().length < minLength ? ["too short"] : [];
}
