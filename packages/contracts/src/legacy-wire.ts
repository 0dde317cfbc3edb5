/**
 * Where the existing Serverless Framework clients call, who answers them there, and with which words their paths begin.
 * The port is fixed in those clients.
 */
export const legacyWire = {
  service: "resolver",
  port: 3011,
  prefixes: ["api", "core", "malt", "orgs"],
} as const;
