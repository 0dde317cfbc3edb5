/**
 * Where the existing Serverless Framework clients call, and with which words their paths begin. The port is fixed in
 * those clients.
 */
export const legacyWire = {
  port: 3011,
  prefixes: ["api", "core", "malt", "orgs"],
} as const;
