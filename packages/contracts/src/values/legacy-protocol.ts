/** The port that the existing Serverless Framework clients call, which is fixed in them, and how their paths begin. */
export const legacyProtocol = {
  port: 3011,
  pathPrefixes: ["api", "core", "malt", "orgs"],
} as const;
