import { legacyProtocol, routes, type ServiceId } from "@stagepass/contracts";

/** The port on which every service answers in its container, also the one of the existing clients. */
export const servicePort = 4000;

/**
 * A regular expression (RE2) for the request URIs that a service owns: its endpoints, and everything under
 * `/services/<name>/`. It is for the URI as it was sent, since a stage such as `feature/login` has an encoded slash.
 */
export function routePattern(service: ServiceId): string {
  const paths = new Set(routes.filter((route) => route.service === service).map(({ path }) => path));
  const patterns = [...paths].sort().map((path) => path.replaceAll(/\{\w+\}/g, "[^/?]+"));
  return `^(${[...patterns, `/services/${service}/[^?]*`].join("|")})([?]|$)`;
}

/** A regular expression (RE2) for the request URIs of the existing Serverless Framework clients, likewise. */
export const legacyPattern = `^/(${legacyProtocol.pathPrefixes.join("|")})([/?]|$)`;
