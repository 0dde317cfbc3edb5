import type { Principal, ServiceId } from "@stagepass/contracts";
import type { z } from "zod";
import type { Bus } from "../bus/bus.ts";
import type { Database } from "../database/database.ts";
import type { ProblemFormat } from "../http/problem-format.ts";
import type { BoundRoute } from "../http/route.ts";
import type { Log } from "../process/log.ts";

/** What a service is given to build itself from. */
export interface Parts<C, M extends URL | undefined> {
  readonly config: C;
  readonly bus: Bus;
  readonly log: Log;
  readonly database: M extends URL ? Database : undefined;
}

/** What a service consists of once it is built. */
export interface Built {
  readonly routes: readonly BoundRoute[];
  /** Whose key has this SHA-256 digest? Throws `unauthenticated`. */
  authenticate(digest: string): Promise<Principal>;
  /**
   * Runs before the service takes traffic, and again when it was `unavailable`: a database can be slow for a while. Throws
   * a readable error when the service must not start.
   */
  prepare?(): Promise<void>;
  /** What `prepare` waits for, in words, where it is not the service's database. */
  readonly waitsFor?: string;
  /** Releases what the service itself opened. */
  close?(): Promise<void>;
}

/**
 * How a service's HTTP server speaks where that is not the API's way, as for clients that are older than it. In all else
 * it is a server like any other: who may call, what is logged and measured, how much may be sent.
 */
export interface HttpDialect {
  /** How it writes problems. */
  readonly problems: ProblemFormat;
  /** Rewrites a URL before its route is looked up. */
  readonly readUrl: (url: string) => string;
}

export interface ServiceDefinition<
  E extends z.ZodObject = z.ZodObject,
  M extends URL | undefined = URL | undefined,
> {
  readonly name: ServiceId;
  /** The service's own environment, beside `<NAME>_NATS_URL` and `<NAME>_DATABASE_URL`. */
  readonly env: E;
  /** The folder of SQL migrations of a service that stores something. */
  readonly migrations?: M;
  /** A service that has one needs a server, and a start, of its own. */
  readonly dialect?: HttpDialect;
  create(parts: Parts<z.output<E>, M>): Built;
}

/** A service with its configuration forgotten, as lists of services hold it. */
export interface Service {
  readonly name: ServiceId;
  readonly env: z.ZodObject;
  readonly migrations: URL | undefined;
  readonly dialect: HttpDialect | undefined;
  create(parts: Parts<never, URL | undefined>): Built;
}

/** A service as a value: `run` makes a process of one or more of them. */
export function defineService<E extends z.ZodObject, M extends URL | undefined = undefined>(
  definition: ServiceDefinition<E, M>,
): Service {
  return {
    name: definition.name,
    env: definition.env,
    migrations: definition.migrations,
    dialect: definition.dialect,
    // `start` hands each service the configuration that its own schema made, and a database if it has migrations.
    create: (parts) => definition.create(parts as unknown as Parts<z.output<E>, M>),
  };
}
