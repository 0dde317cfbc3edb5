import { z } from "zod";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import type { Place } from "../../template/values/place.ts";
import { possibilities } from "../../template/values/possibilities.ts";
import { whyUnknown } from "../../template/values/why-unknown.ts";
import { definePolicy } from "../policy.ts";
import { type Violation, violationAt } from "../violation.ts";

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

/** Every function says what it is for, at a length that is neither idle nor refused by AWS. */
export const requireDescription = definePolicy({
  id: "require-description",
  title: "Require descriptions",
  description: "Each function must have a description of a certain length.",
  fix: "Set the function's description to a sentence that says what it is for.",
  documentation: `Judged is the \`Description\` of each \`AWS::Lambda::Function\` and \`AWS::Serverless::Function\` of the template, also of those
that the framework adds for its custom resources.

Settings, which can be left out: \`minLength\` (default 30) and \`maxLength\` (default 256), in characters, both inclusive.
Blanks around a description do not make it longer; one that is empty or blank counts as none and never passes, also where
the minimum is zero.

\`\`\`json
{ "minLength": 30, "maxLength": 256 }
\`\`\`

Both branches of an \`Fn::If\` are judged. The length of other intrinsic functions, such as \`Fn::Sub\`, cannot be known: they
do not pass.`,
  needs: ["template"],
  settings: Limits.nullish().transform((limits) => limits ?? Limits.parse({})),
  defaultSettings: { minLength: 30, maxLength: 256 },
  judge: ({ resources, declaration }, limits) =>
    functionsOf(resources, declaration).flatMap((lambda) => judgeFunction(lambda, limits)),
});

function judgeFunction({ name, place }: LambdaFunction, limits: Limits): Violation[] {
  return [...possibilities(place, "Properties", "Description")].flatMap((description) =>
    judgeDescription(name, description, limits).map((message) => violationAt(message, description)),
  );
}

function judgeDescription(name: string, { value }: Place, { minLength, maxLength }: Limits): string[] {
  if (value === undefined || (typeof value === "string" && value.trim() === "")) {
    return [`Function "${name}" has no description`];
  }
  const subject = `Description for function "${name}"`;
  if (typeof value !== "string") return [`${subject} cannot be judged: ${whyUnknown(value)}`];
  if (value.length > maxLength) return [`${subject} is too long`];
  return value.trim().length < minLength ? [`${subject} is too short`] : [];
}
