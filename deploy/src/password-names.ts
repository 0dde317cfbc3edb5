import type { NatsUser } from "@stagepass/contracts";
import type { StoringService } from "@stagepass/runtime";

/** The environment variable with the password of a service's role in Postgres. */
export function databasePasswordName<S extends StoringService>(service: S) {
  return `${upper(service)}_DATABASE_PASSWORD` as const;
}

/** The environment variable with the password of a NATS user. */
export function natsPasswordName<U extends NatsUser>(user: U) {
  return `${upper(user)}_NATS_PASSWORD` as const;
}

function upper<N extends string>(name: N): Uppercase<N> {
  return name.toUpperCase() as Uppercase<N>; // toUpperCase forgets the literal
}
