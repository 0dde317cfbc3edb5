import { legacyProtocol, routes, type ServiceId } from "@stagepass/contracts";

/** The port on which every service listens in its container, including the legacy service. */
export const servicePort = 4000;

/**
 * A regular expression (RE2) for the request URIs of a service: its endpoints, and everything under `/services/<name>/`.
 * It matches the URI as it was sent and not decoded, since the name of a stage can have an encoded slash.
 */
export function routePattern(service: ServiceId): string {
  const paths = new Set(routes.filter((route) => route.service === service).map(({ path }) => path));
  const patterns = [...paths].sort().map((path) => path.replaceAll(/\{\w+\}/g, "[^/?]+"));
  return `^(${[...patterns, `/services/${service}/[^?]*`].join("|")})([?]|$)`;
}

/** A regular expression (RE2) for the request URIs of the existing Serverless Framework clients, as they were sent. */
export const legacyPattern = `^/(${legacyProtocol.pathPrefixes.join("|")})([/?]|$)`;
