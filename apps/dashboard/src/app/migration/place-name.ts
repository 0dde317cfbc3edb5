interface Named {
  readonly service: string | null;
  readonly stage: string | null;
  readonly region: string | null;
}

/** The name of a place in a plan. What is null stands for any that is not known yet. */
export function placeName({ service, stage, region }: Named): string {
  const instance = stage === null ? "" : ` ${stage} ${region ?? "any region"}`;
  return `${service ?? "any other service"}${instance}`;
}
