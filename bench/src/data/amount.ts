/** How much an installation holds. */
export interface Amount {
  readonly stages: number;
  readonly deployments: number;
}

/** An amount in words. */
export function describeAmount({ stages, deployments }: Amount): string {
  return `${stages} stages and ${deployments} deployments`;
}
