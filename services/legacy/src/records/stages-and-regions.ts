import type { InstanceOutputs } from "@stagepass/contracts";

/** Outputs by stage and region, as clients show them to people. */
export type StagesAndRegions = Readonly<
  Record<string, Readonly<Record<string, { readonly outputs: InstanceOutputs["outputs"] }>>>
>;

/**
 * A service's outputs as clients list them. One that is withheld is there with words that say so, since this is shown to
 * people and taken for nothing else.
 */
export function stagesAndRegionsOf(places: readonly InstanceOutputs[]): StagesAndRegions {
  const stages = new Map<string, Map<string, { outputs: InstanceOutputs["outputs"] }>>();
  for (const { stage, region, outputs: kept, withheldOutputs } of places) {
    const withheld = Object.entries(withheldOutputs).map(([name, secret]) => [name, `[withheld: ${secret}]`]);
    const outputs = { ...kept, ...Object.fromEntries(withheld) };
    const regions = stages.get(stage) ?? new Map();
    stages.set(stage, regions.set(region, { outputs }));
  }
  // fromEntries, since a stage may have any name, also that of something that objects have by themselves.
  return Object.fromEntries(
    [...stages].map(([stage, regions]) => [stage, Object.fromEntries(regions)] as const),
  );
}
