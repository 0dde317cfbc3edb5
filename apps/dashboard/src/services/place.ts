/** A service. */
export interface ServicePlace {
  readonly org: string;
  readonly app: string;
  readonly service: string;
  readonly stage?: never;
  readonly region?: never;
}

/** An instance: a service in one stage and one region. */
export interface InstancePlace {
  readonly org: string;
  readonly app: string;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
}

/** Where parameters and a provider can be set beside a profile. */
export type Place = ServicePlace | InstancePlace;

/** Whether a place is an instance. */
export function isInstance(place: Place): place is InstancePlace {
  return place.stage !== undefined;
}
