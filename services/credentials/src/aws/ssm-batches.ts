import type { SsmLocation } from "../domain/secrets/ssm-location.ts";

/** How many parameters one call reads. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
const maxBatch = 10;

/** Parameters of one region that are read with one call. */
interface Batch {
  readonly region: string;
  readonly batch: readonly SsmLocation[];
}

/** Puts parameters into as few calls as AWS takes. No call names one parameter twice, not even with two versions. */
export function ssmBatches(parameters: readonly SsmLocation[]): readonly Batch[] {
  const batches: { region: string; batch: SsmLocation[] }[] = [];
  for (const parameter of parameters) {
    const { region, resource } = parameter;
    const open = batches.find(
      (it) =>
        it.region === region &&
        it.batch.length < maxBatch &&
        it.batch.every((other) => other.resource !== resource),
    );
    if (open === undefined) batches.push({ region, batch: [parameter] });
    else open.batch.push(parameter);
  }
  return batches;
}
