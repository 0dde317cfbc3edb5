import { type DeployTarget, Problem } from "@stagepass/contracts";

/** A service and one of its instances, as the later clients write them in a path. */
export interface Slugs {
  readonly serviceSlug: string;
  readonly instanceSlug: string;
}

/** The target of a service's slug, or of an instance's. */
export type ManagedTarget = Pick<DeployTarget, "app" | "service"> & {
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
};

/** Reads a service from its slug alone: `appName|shop|serviceName|orders`. Throws `malformed`. */
export function readServiceSlug(slug: string): ManagedTarget {
  const { app = "", service } =
    /^appName\|(?<app>[^|]*)\|serviceName\|(?<service>.*)$/s.exec(slug)?.groups ?? {};
  if (service === undefined) throw malformed("a service as appName|…|serviceName|…, percent-encoded");
  return { app, service };
}

/**
 * Reads an instance from its slug alone. Without the service's slug beside it, the name of the service ends at the last
 * `|stage|`, so that a stage cannot hold this text. Throws `malformed`.
 */
export function readInstanceSlug(slug: string): ManagedTarget {
  const found = /^(?<serviceSlug>.*)\|stage\|(?<stage>.*)\|region\|(?<region>[^|]*)$/s.exec(slug)?.groups;
  if (found === undefined)
    throw malformed("an instance as appName|…|serviceName|…|stage|…|region|…, percent-encoded");
  const { serviceSlug = "", stage, region } = found;
  return { ...readServiceSlug(serviceSlug), stage, region };
}

/**
 * Reads the target from two slugs: `appName|shop|serviceName|orders`, and the same text with
 * `|stage|dev|region|eu-west-1` behind it. The name of a service or stage may contain a `|`: the first slug shows where
 * the name of the service ends, and the name of a region never contains one. Throws `malformed`.
 */
export function readSlugs({ serviceSlug, instanceSlug }: Slugs): Omit<DeployTarget, "org"> {
  const service = /^appName\|(?<app>[^|]*)\|serviceName\|(?<service>.*)$/s.exec(serviceSlug)?.groups;
  const rest = instanceSlug.startsWith(serviceSlug) ? instanceSlug.slice(serviceSlug.length) : "";
  const instance = /^\|stage\|(?<stage>.*)\|region\|(?<region>[^|]*)$/s.exec(rest)?.groups;
  if (service === undefined || instance === undefined) {
    throw malformed(
      "an instance as appName|…|serviceName|…|stage|…|region|…, percent-encoded, and its service before it",
    );
  }
  const { app = "", service: name = "" } = service;
  const { stage = "", region = "" } = instance;
  return { app, service: name, stage, region };
}

function malformed(what: string): Problem {
  return new Problem("malformed", `The path must name ${what}.`);
}
