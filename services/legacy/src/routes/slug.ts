import { type DeployTarget, Problem } from "@stagepass/contracts";

/** A service and an instance of it, as the later clients write them in a path. */
export interface Slugs {
  readonly serviceSlug: string;
  readonly instanceSlug: string;
}

/**
 * The target that two slugs name: `appName|shop|serviceName|orders` and the same with `|stage|dev|region|eu-west-1` after
 * it. Services and stages may have a `|` in their own names: the first slug says where the service's ends, and no region
 * has one. Throws `invalid`.
 */
export function readSlugs({ serviceSlug, instanceSlug }: Slugs): Omit<DeployTarget, "org"> {
  const service = /^appName\|(?<app>[^|]*)\|serviceName\|(?<service>.*)$/s.exec(serviceSlug)?.groups;
  const rest = instanceSlug.startsWith(serviceSlug) ? instanceSlug.slice(serviceSlug.length) : "";
  const place = /^\|stage\|(?<stage>.*)\|region\|(?<region>[^|]*)$/s.exec(rest)?.groups;
  if (service === undefined || place === undefined) {
    throw new Problem(
      "malformed",
      "The path must name an instance as appName|…|serviceName|…|stage|…|region|…, percent-encoded, and its service before it.",
    );
  }
  const { app = "", service: name = "" } = service;
  const { stage = "", region = "" } = place;
  return { app, service: name, stage, region };
}
