import { z } from "zod";
import { maxSubjectLength, Pattern } from "../../settings/pattern.ts";
import { type Declaration, valueOfDeclaration } from "../../template/declaration.ts";
import {
  type DeclaredFunction,
  declaredFunctionsOf,
  functionsOf,
  type LambdaFunction,
  unreadableBlocksOf,
} from "../../template/lambda/lambda-functions.ts";
import type { Outcome } from "../../template/values/outcome.ts";
import { isBarred, whyUnreadable } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";
import { type PolicyViolation, violationAt, violationDeclaredAt } from "../definition/violation.ts";

/** Permits only the runtimes that the settings name. */
export const allowedRuntimes = definePolicy({
  id: "allowed-runtimes",
  title: "Allowed runtimes",
  description: "The runtime of each function must be one of these names, or match this regular expression.",
  fix: "Set the function's runtime, or provider.runtime, to a permitted one.",
  documentation: `This policy evaluates the \`runtime\` of each function in the declaration, or \`provider.runtime\` where it has none of its
own. When a template is sent, the \`Runtime\` of each of its functions is evaluated too (\`AWS::Lambda::Function\` and
\`AWS::Serverless::Function\`), also of those that the declaration does not know, such as the functions that the framework
adds for its custom resources. A function that breaks the rule in both is reported once. For a template of another tool,
such as CDK or SAM, send an empty declaration (\`{}\`) with it.

Settings: a list of runtimes, or one regular expression, which must match the whole name.

\`\`\`json
["nodejs22.x", "python3.13"]
\`\`\`

\`\`\`json
"nodejs(22|24)\\\\.x|provided\\\\..+"
\`\`\`

What cannot be known does not pass:

- a container image (\`PackageType: Image\`, or \`image\` in the declaration), which brings its own runtime;
- a function without a runtime, unless the template says which one the framework chose;
- a runtime that only AWS knows, such as CDK's \`Fn::FindInMap\`. Both branches of an \`Fn::If\` are evaluated.`,
  needs: ["declaration"],
  settings: z.union(
    [
      z
        .array(z.string().min(1, "must not be empty"))
        .min(1, "must name at least one runtime")
        .transform(ruleOfList),
      Pattern.transform(ruleOfPattern),
    ],
    "must be a list of runtimes, such as nodejs22.x, or a regular expression",
  ),
  defaultSettings: ["nodejs22.x", "nodejs24.x", "python3.13", "python3.14"],
  evaluate({ declaration, resources = [] }, rule) {
    const deployed = new Map(
      functionsOf(resources, declaration).map((lambda) => [lambda.logicalId, evaluateDeployed(lambda, rule)]),
    );
    const declared = declaredFunctionsOf(declaration).flatMap((lambda) => {
      const reported = deployed.get(lambda.logicalId);
      if (reported !== undefined && reported.length > 0) return [];
      return evaluateDeclared(lambda, declaration, { rule, isDeployed: reported !== undefined });
    });
    return [...evaluateBlocks(declaration), ...[...deployed.values()].flat(), ...declared];
  },
});

interface Rule {
  test: Pattern["testWhole"];
  /** The message about a runtime that is not permitted. */
  readonly complaint: string;
}

function ruleOfList(runtimes: readonly string[]): Rule {
  return {
    test: (runtime) => (runtimes.includes(runtime) ? "matches" : "differs"),
    complaint: `not in list of permitted runtimes: ${JSON.stringify(runtimes)}`,
  };
}

function ruleOfPattern(pattern: Pattern): Rule {
  return { test: pattern.testWhole, complaint: `not permitted by RegExp: "${pattern.source}"` };
}

const none = "it has none";
const ofImage = "it is a container image, which brings its own";

function evaluateDeployed({ name, value }: LambdaFunction, rule: Rule): PolicyViolation[] {
  for (const packageType of value.at("Properties", "PackageType").possible()) {
    const reason = evaluatePackageType(packageType);
    if (reason !== undefined) return [violationAt(sentence(name, rule, reason), packageType.location)];
  }
  const runtimes = value.at("Properties", "Runtime").possible();
  return runtimes.flatMap((runtime) => {
    const message = evaluateRuntime(name, runtime, rule);
    return message === undefined ? [] : [violationAt(message, runtime.location)];
  });
}

/** Why a function of this type has no runtime that could be evaluated; undefined when it has. */
function evaluatePackageType(packageType: Outcome): string | undefined {
  const unknown = (why: string) => `its PackageType cannot be judged: ${why}`;
  switch (packageType.kind) {
    case "text":
      if (packageType.text === "Zip") return undefined;
      return packageType.text === "Image" ? ofImage : unknown("it is of type string");
    case "absent":
      return undefined;
    case "list":
    case "record":
    case "unknown":
      // What keeps the package type from being read keeps the runtime from being read, too: that fails further down.
      return isBarred(packageType) ? undefined : unknown(whyUnreadable(packageType));
  }
}

function evaluateDeclared(
  { name, logicalId, value }: DeclaredFunction,
  declaration: Declaration,
  { rule, isDeployed }: { readonly rule: Rule; readonly isDeployed: boolean },
): PolicyViolation[] {
  const complain = (reason: string, { location }: Outcome) => [
    violationDeclaredAt(sentence(name, rule, reason), location, logicalId),
  ];
  const unreadable = value.possible().find((lambda) => lambda.kind === "unknown" && lambda.because === "AWS");
  if (unreadable?.kind === "unknown") return complain(unreadable.why, unreadable);
  const image = value.at("image").possible().find(isSet);
  if (image !== undefined) return complain(ofImage, image);
  const provided = valueOfDeclaration(declaration).at("provider", "runtime").possible();
  const runtimes = value
    .at("runtime")
    .possible()
    .flatMap((own) => (isSet(own) ? [own] : provided.map((runtime) => (isSet(runtime) ? runtime : own))));
  return runtimes.flatMap((runtime) => {
    if (!isSet(runtime)) return isDeployed ? [] : complain(none, runtime);
    const message = evaluateRuntime(name, runtime, rule);
    return message === undefined ? [] : [violationDeclaredAt(message, runtime.location, logicalId)];
  });
}

function isSet(outcome: Outcome): boolean {
  return outcome.kind !== "absent" && !isBarred(outcome);
}

function evaluateRuntime(name: string, runtime: Outcome, rule: Rule): string | undefined {
  switch (runtime.kind) {
    case "text":
      return evaluateText(name, runtime.text, rule);
    case "absent":
      return sentence(name, rule, none);
    case "list":
    case "record":
    case "unknown":
      return sentence(name, rule, isBarred(runtime) ? none : whyUnreadable(runtime));
  }
}

function evaluateText(name: string, runtime: string, rule: Rule): string | undefined {
  switch (rule.test(runtime)) {
    case "matches":
      return undefined;
    case "differs":
      return sentence(name, rule);
    case "too-long":
      return sentence(name, rule, `it is longer than ${maxSubjectLength} characters`);
  }
}

function evaluateBlocks(declaration: Declaration): PolicyViolation[] {
  return unreadableBlocksOf(declaration).map(({ location }) =>
    violationDeclaredAt("Runtimes cannot be judged: this is no object of functions", location),
  );
}

function sentence(name: string, { complaint }: Rule, reason?: string): string {
  return `Runtime of function ${name} ${complaint}${reason === undefined ? "" : `: ${reason}`}`;
}
