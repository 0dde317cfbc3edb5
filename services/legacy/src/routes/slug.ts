import { type DeployTarget, Problem } from "@stagepass/contracts";

/** A service and one of its instances, as the later clients write them in a path. */
export interface Slugs {
  readonly serviceSlug: string;
  readonly instanceSlug: string;
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
    throw new Problem(
      "malformed",
      "The path must name an instance as appName|…|serviceName|…|stage|…|region|…, percent-encoded, and its service before it.",
    );
  }
  const { app = "", service: name = "" } = service;
  const { stage = "", region = "" } = instance;
  return { app, service: name, stage, region };
}
