import type { BlueprintView, ProviderLink, TargetParameterInput } from "@stagepass/contracts";

/** What a blueprint is to say. */
export interface BlueprintContent {
  readonly provider?: ProviderLink;
  readonly inherits?: boolean;
  readonly parameters?: TargetParameterInput[];
}

/** What a blueprint says, as it is saved again. A parameter without a value keeps the one that is stored. */
export function contentOf({ provider, inherits, parameters }: BlueprintView): BlueprintContent {
  return {
    provider,
    inherits,
    parameters: parameters.map((parameter) =>
      "none" in parameter ? { key: parameter.key, none: true } : { key: parameter.key },
    ),
  };
}

/** The word for a blueprint in the URL: `services`, or `stages/prod`. */
export const wordOf = (stage: string | null) => (stage === null ? "services" : `stages/${stage}`);

/** What a blueprint is called on the pages. */
export const titleOf = (stage: string | null) =>
  stage === null ? "New services" : `New instances in ${stage}`;

/** How many parameters there are, in words. */
export const countOf = (parameters: readonly unknown[]) =>
  parameters.length === 1 ? "1 parameter" : `${parameters.length} parameters`;
