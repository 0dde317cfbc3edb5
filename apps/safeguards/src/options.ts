import type { ParseArgsConfig } from "node:util";
import type { DeployTarget } from "@stagepass/contracts";
import { parseCommandLine, UsageError } from "@stagepass/runtime/terminal";

/** The inputs of `check`. One that was left out is undefined. Files are paths, or `-` for standard input. */
export interface CheckOptions {
  readonly safeguards: string;
  readonly template: string | undefined;
  /** Whether the template is meant to have no resources. */
  readonly empty: boolean;
  readonly declaration: string | undefined;
  /** The folder into which the Serverless Framework packages a service. */
  readonly package: string | undefined;
  readonly frameworkVersion: string | undefined;
  readonly now: string | undefined;
  readonly target: Readonly<Record<keyof DeployTarget, string | undefined>>;
  readonly json: boolean;
}

/** The command that the command line names. */
export type Command =
  | { readonly name: "help" }
  | { readonly name: "list"; readonly json: boolean }
  | { readonly name: "show"; readonly id: string; readonly json: boolean }
  | { readonly name: "check"; readonly options: CheckOptions };

export const help = `Evaluates a deploy against safeguards in this terminal, as strictly as a server does, and without one.

Usage: npm run --silent safeguards -- check FILE [options]
       npm run --silent safeguards -- list [--json]
       npm run --silent safeguards -- show POLICY [--json]

check evaluates the safeguards in FILE: a list, a profile that has some, or just one, in JSON or YAML. Their
examples are tried as well. Every file can be - for standard input.

  --template FILE         the compiled CloudFormation template, in JSON or YAML
  --empty                 the template has no resources, on purpose
  --declaration FILE      the resolved serverless.yml, in JSON or YAML
  --package DIR           both of them, as the Serverless Framework left them in DIR (such as .serverless)
  --framework-version V   the version of the Serverless Framework
  --org, --app, --stage, --service, --region
                          the deploy's target; what is left out is taken from the declaration, or else it is
                          example, example, dev, example, us-east-1
  --now TIME              evaluate as if it were this time (2026-11-20T09:00:00Z)
  --json                  what POST /v1/safeguards/evaluate answers, in place of the report
  --help                  show this

list shows the policies that a safeguard can name, and show the page of one of them.

Exit code: 0 allowed, also with warnings; 1 blocked; 2 bad command line or input; 3 Stagepass itself failed.
docs/safeguards.md says more.
`;

/** Reads the command line. Throws `UsageError`. */
export function readOptions([name, ...args]: readonly string[]): Command {
  switch (name) {
    case "check":
      return readCheck(args);
    case "list": {
      const { values, positionals } = parse(args, flags);
      if (values.help) return { name: "help" };
      assertNoneLeft(positionals);
      return { name, json: values.json ?? false };
    }
    case "show": {
      const { values, positionals } = parse(args, flags);
      if (values.help) return { name: "help" };
      return { name, id: readOperand(positionals, "POLICY"), json: values.json ?? false };
    }
    case "--help":
    case "-h":
      return { name: "help" };
    default:
      throw usage(`The command is ${name === undefined ? "missing" : "unknown"}: use check, list or show`);
  }
}

const flags = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
const text = { type: "string" } as const;
const checkOptions = {
  ...flags,
  empty: { type: "boolean" },
  ...{ template: text, declaration: text, package: text, "framework-version": text, now: text },
  ...{ org: text, app: text, stage: text, service: text, region: text },
} as const;

function readCheck(args: readonly string[]): Command {
  const { values, positionals } = parse(args, checkOptions);
  if (values.help) return { name: "help" };
  const safeguards = readOperand(positionals, "FILE");
  const { template, declaration, package: folder, now, org, app, stage, service, region, json } = values;
  if (folder !== undefined && (template ?? declaration) !== undefined) {
    throw usage("--package stands for --template and --declaration, and cannot be combined with them");
  }
  if ([safeguards, template, declaration].filter((file) => file === "-").length > 1) {
    throw usage("Just one of the files can be standard input");
  }
  const options: CheckOptions = {
    ...{ safeguards, template, declaration, now, package: folder },
    empty: values.empty ?? false,
    frameworkVersion: values["framework-version"],
    target: { org, app, stage, service, region },
    json: json ?? false,
  };
  return { name: "check", options };
}

function parse<O extends ParseArgsConfig["options"]>(args: readonly string[], options: O) {
  return parseCommandLine({ args: [...args], options, allowPositionals: true }, advice);
}

function readOperand([operand, ...more]: readonly string[], name: string): string {
  if (operand === undefined) throw usage(`${name} is missing`);
  assertNoneLeft(more);
  return operand;
}

function assertNoneLeft([unexpected]: readonly string[]): void {
  if (unexpected !== undefined) throw usage(`Unexpected argument ${JSON.stringify(unexpected)}`);
}

function usage(reason: string): UsageError {
  return new UsageError(`${reason}. ${advice}`);
}

const advice = "See: npm run safeguards -- --help";
