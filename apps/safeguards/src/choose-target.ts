import { DeployTarget } from "@stagepass/contracts";
import type { CheckOptions } from "./options.ts";
import { type Fields, isFields } from "./read-document.ts";

type Part = keyof DeployTarget;

/** The target of a deploy, and what of it nobody said. */
export interface ChosenTarget {
  readonly target: Readonly<Record<Part, string>>;
  readonly assumed: readonly Part[];
}

/** Those of the Serverless Framework, where it has one. */
const defaults: Readonly<Record<Part, string>> = {
  org: "example",
  app: "example",
  stage: "dev",
  service: "example",
  region: "us-east-1",
};

/** The target that the options name, or else the declaration, or else nobody. What the options say is not checked. */
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

/** What a declaration says of its target. What still has variables in it, or is no such name, says nothing. */
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
