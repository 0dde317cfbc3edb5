import type { InstanceOutputs } from "@stagepass/contracts";

/** The outputs of a service by stage and region, as the clients show them. */
export type StagesAndRegions = Readonly<
  Record<string, Readonly<Record<string, { readonly outputs: InstanceOutputs["outputs"] }>>>
>;

/**
 * Groups the outputs of a service's instances by stage and region. Words stand in for the value of a withheld output:
 * the clients only show these values to people.
 */
export function stagesAndRegionsOf(instances: readonly InstanceOutputs[]): StagesAndRegions {
  const stages = new Map<string, Map<string, { outputs: InstanceOutputs["outputs"] }>>();
  for (const { stage, region, outputs: kept, withheldOutputs } of instances) {
    const withheld = Object.entries(withheldOutputs).map(([name, secret]) => [name, `[withheld: ${secret}]`]);
    const outputs = { ...kept, ...Object.fromEntries(withheld) };
    const regions = stages.get(stage) ?? new Map();
    stages.set(stage, regions.set(region, { outputs }));
  }
  // fromEntries defines own properties, so that a stage may be called `__proto__`.
  return Object.fromEntries(
    [...stages].map(([stage, regions]) => [stage, Object.fromEntries(regions)] as const),
  );
}
