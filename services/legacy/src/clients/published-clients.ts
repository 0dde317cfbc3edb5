import type { MinimumVersions } from "@stagepass/contracts";
import { gte } from "semver";

interface PublishedClient {
  readonly framework: string;
  /** The version of the plugin that a fresh installation contains. */
  readonly plugin: string;
  /** Null for clients without the SDK, which send no version. */
  readonly sdk: string | null;
}

/** The newest client of each era. The oldest is advised first: it evaluates safeguards, and `local` works with it. */
const publishedClients: readonly PublishedClient[] = [
  { framework: "1.83.3", plugin: "3.8.4", sdk: "2.3.2" },
  { framework: "2.72.4", plugin: "5.5.4", sdk: null },
  { framework: "3.40.0", plugin: "7.2.3", sdk: null },
];

/** Returns a sentence that says how to install a client that meets all demands of an organization. */
export function adviseClient(org: string, minimums: MinimumVersions): string {
  const client = publishedClients.find((published) => meets(published, minimums));
  return client === undefined
    ? `No published client has all that ${org} demands: an admin can change its clients.minimumVersions.`
    : `Install a newer client: npm install --save-dev serverless@${client.framework}`;
}

function meets(client: PublishedClient, { framework, plugin, sdk, unknown }: MinimumVersions): boolean {
  const reaches = (version: string, minimum: string | undefined) =>
    minimum === undefined || gte(version, minimum);
  if (!reaches(client.framework, framework) || !reaches(client.plugin, plugin)) return false;
  return client.sdk === null ? unknown !== "deny" : reaches(client.sdk, sdk);
}
