import { lt, valid } from "semver";
import type { ClientHeaders } from "../request-parts.ts";

/** Of which versions a client is older for certain, and what shows it. */
export interface Bounds {
  readonly plugin: string;
  readonly framework: string;
  /** The library and its version. */
  readonly shownBy: string;
}

/**
 * The first plugin that demands a version of a library or a newer one, and the first framework that demands that plugin
 * or a newer one, as their packages on npm say. A client with an older library is older than both. A newer library shows
 * nothing: old plugins permit it.
 */
interface Demand {
  readonly library: string;
  readonly plugin: string;
  readonly framework: string;
}

/** Oldest first. */
const demands: Readonly<Record<"sdk" | "axios", readonly Demand[]>> = {
  sdk: [
    { library: "2.0.3", plugin: "1.3.0", framework: "1.48.1" },
    { library: "2.2.1", plugin: "3.2.7", framework: "1.60.5" },
    { library: "2.3.0", plugin: "3.3.0", framework: "1.62.0" },
    { library: "2.3.1", plugin: "3.6.13", framework: "1.72.0" },
    { library: "2.3.2", plugin: "4.0.3", framework: "2.1.0" },
  ],
  // By way of @serverless/platform-client 3.1.5 and 4.5.1.
  axios: [
    { library: "0.21.1", plugin: "4.4.2", framework: "2.18.0" },
    { library: "1.6.2", plugin: "7.2.0", framework: "3.37.0" },
  ],
};

/** The first plugin without an SDK, and the first framework that demands it. */
const withoutSdk = { plugin: "4.5.0", framework: "2.29.0" };

/** What the headers of a call say for certain of the versions that only records name; undefined where it is nothing. */
export function boundsOf(headers: ClientHeaders): Bounds | undefined {
  const sdk = valid(headers["x-platform-version"]);
  if (sdk !== null) {
    const demand = demands.sdk.find(({ library }) => lt(sdk, library)) ?? withoutSdk;
    return boundsBy(demand, `@serverless/platform-sdk ${sdk}`);
  }
  const axios = valid(/^axios\/(\S+)/.exec(headers["user-agent"] ?? "")?.[1]);
  const demand = axios === null ? undefined : demands.axios.find(({ library }) => lt(axios, library));
  return demand && boundsBy(demand, `axios ${axios}`);
}

function boundsBy({ plugin, framework }: Omit<Demand, "library">, shownBy: string): Bounds {
  return { plugin, framework, shownBy };
}
