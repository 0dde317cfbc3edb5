/** How much an installation holds. */
export interface Amount {
  readonly stages: number;
  readonly deployments: number;
  /** Services and instances. */
  readonly targets: number;
}

/** An amount in words. */
export function describeAmount({ stages, deployments, targets }: Amount): string {
  return `${stages} stages, ${targets} services and instances, and ${deployments} deployments`;
}
