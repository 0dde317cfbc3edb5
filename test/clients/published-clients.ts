/**
 * The clients that are tested, as they are published. For each, the versions of its plugin and of the library that
 * calls us are pinned, since a new installation would choose them from a range.
 */
export const publishedClients = {
  "1.50.0": { "@serverless/enterprise-plugin": "1.3.11", "@serverless/platform-sdk": "2.3.2" },
  "1.83.3": { "@serverless/enterprise-plugin": "3.8.4", "@serverless/platform-sdk": "2.3.2" },
  "2.20.0": {
    "@serverless/enterprise-plugin": "4.4.3",
    "@serverless/platform-sdk": "2.3.2",
    // Without this, npm looks for a version of a dependency that was never published.
    traverse: "0.6.11",
  },
  "2.72.4": {
    "@serverless/dashboard-plugin": "5.5.4",
    "@serverless/platform-client": "4.5.1",
    // Without this, npm looks for a version of a dependency that was never published.
    traverse: "0.6.11",
  },
  "3.34.0": { "@serverless/dashboard-plugin": "6.4.0", "@serverless/platform-client": "4.5.1" },
  "3.40.0": { "@serverless/dashboard-plugin": "7.2.3", "@serverless/platform-client": "4.5.1" },
} as const;

/** The version of a client that is tested. */
export type ClientVersion = keyof typeof publishedClients;

/** All versions, oldest first. */
export const clientVersions: readonly ClientVersion[] = [
  "1.50.0",
  "1.83.3",
  "2.20.0",
  "2.72.4",
  "3.34.0",
  "3.40.0",
];
