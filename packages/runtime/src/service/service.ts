import type { Principal, ServiceId } from "@stagepass/contracts";
import type { z } from "zod";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import type { Retention } from "../database/retention.ts";
import type { Following } from "../events/follow-events.ts";
import type { FollowEvents } from "../events/tail/event-tail.ts";
import type { ProblemFormat } from "../http/problems/problem-format.ts";
import type { BoundRoute } from "../http/route.ts";
import type { Log } from "../process/log.ts";
import type { WatchAws } from "./watch-aws.ts";

/** What a service is built from. */
export interface Parts<C, M extends URL | undefined> {
  readonly config: C;
  readonly bus: Bus;
  readonly log: Log;
  /** Watches the calls to AWS. */
  readonly watchAws: WatchAws;
  /** Follows the events of all services, for routes that stream them. */
  readonly events: FollowEvents;
  readonly database: M extends URL ? Database : undefined;
}

/** A service that has been built. */
export interface Built {
  readonly routes: readonly BoundRoute[];
  /** Finds the holder of the key with this SHA-256 digest. Throws `unauthenticated`. */
  authenticate(digest: string): Promise<Principal>;
  /**
   * Runs before the service accepts requests. If it throws `unavailable`, as for a slow database, it runs again. Any other
   * error ends the start, and its message is shown.
   */
  prepare?(): Promise<void>;
  /** What `prepare` waits for, in words. Left out for the database of the service. */
  readonly waitsFor?: string;
  /** What is deleted from the service's own tables once it is too old. The runtime deletes from the outbox. */
  readonly retentions?: readonly Retention[];
  /** The events of others that the service follows. Their contracts name it among the followers. */
  readonly follows?: Following;
  /** Work that goes on beside requests until it is finished, or until it is told to stop. It never rejects. */
  background?(stopping: AbortSignal): Promise<void>;
  /** Closes what the service itself opened. */
  close?(): Promise<void>;
}

/**
 * How an HTTP server for other clients differs from the API: in the form of its problems and its URLs. Access, limits, logs
 * and metrics are the same.
 */
export interface HttpDialect {
  /** How it writes problems. */
  readonly problems: ProblemFormat;
  /** Rewrites a URL before its route is looked up. */
  readonly readUrl: (url: string) => string;
}

/** What `defineService` makes a service from. */
export interface ServiceDefinition<
  E extends z.ZodObject = z.ZodObject,
  M extends URL | undefined = URL | undefined,
> {
  readonly name: ServiceId;
  /** The schema of the service's own environment variables, beside `<NAME>_NATS_URL` and `<NAME>_DATABASE_URL`. */
  readonly env: E;
  /** The folder of the SQL migrations. Left out if the service stores nothing. */
  readonly migrations?: M;
  /** The dialect of the service's HTTP server. A service with a dialect needs a process of its own. */
  readonly dialect?: HttpDialect;
  create(parts: Parts<z.output<E>, M>): Built;
}

/** A service whose type does not depend on its configuration, for lists of services. */
export interface Service {
  readonly name: ServiceId;
  readonly env: z.ZodObject;
  readonly migrations: URL | undefined;
  readonly dialect: HttpDialect | undefined;
  create(parts: Parts<never, URL | undefined>): Built;
}

/** Defines a service. `run` starts one or more services in a process. */
export function defineService<E extends z.ZodObject, M extends URL | undefined = undefined>(
  definition: ServiceDefinition<E, M>,
): Service {
  return {
    name: definition.name,
    env: definition.env,
    migrations: definition.migrations,
    dialect: definition.dialect,
    create: (parts) => definition.create(parts as unknown as Parts<z.output<E>, M>), // `start` makes them of env and migrations
  };
}
