import { DeployTarget } from "@stagepass/contracts";
import type { CheckOptions } from "./options.ts";
import { type Fields, isFields } from "./read-document.ts";

type Part = keyof DeployTarget;

/** The target of a deploy, and which parts of it were assumed. */
export interface ChosenTarget {
  readonly target: Readonly<Record<Part, string>>;
  readonly assumed: readonly Part[];
}

/** The defaults, which are those of the Serverless Framework where it has one. */
const defaults: Readonly<Record<Part, string>> = {
  org: "example",
  app: "example",
  stage: "dev",
  service: "example",
  region: "us-east-1",
};

/**
 * Chooses the target of a deploy. Each part comes from the options, else from the declaration, else from the defaults.
 * The options are not checked.
 */
export function chooseTarget(options: CheckOptions["target"], declaration: Fields | undefined): ChosenTarget {
  const declared = targetIn(declaration ?? {});
  const parts = DeployTarget.keyof().options;
  const said = (part: Part) => options[part] ?? declared[part];
  return {
    // Object.fromEntries forgets the literal keys
    target: Object.fromEntries(parts.map((part) => [part, said(part) ?? defaults[part]])) as Record<
      Part,
      string
    >,
    assumed: parts.filter((part) => said(part) === undefined),
  };
}

/** Reads the target from a declaration. Parts with variables in them, or with invalid names, are left out. */
function targetIn({ org, app, service, provider }: Fields): Partial<DeployTarget> {
  const { stage, region } = isFields(provider) ? provider : {};
  const name = isFields(service) ? service["name"] : service;
  return {
    ...named("org", org),
    ...named("app", app),
    ...named("stage", stage),
    ...named("service", name),
    ...named("region", region),
  };
}

function named(part: Part, value: unknown): Partial<DeployTarget> {
  const parsed = DeployTarget.shape[part].safeParse(value);
  return parsed.success && !parsed.data.includes("${") ? { [part]: parsed.data } : {};
}
