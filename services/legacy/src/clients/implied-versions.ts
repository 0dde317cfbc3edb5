import { lt, valid } from "semver";
import type { ClientHeaders } from "../common/request-parts.ts";

/** Upper bounds of a client's versions: the client is older than each of them. */
export interface Bounds {
  readonly plugin: string;
  readonly framework: string;
  /** The library that implies the bounds, and its version. */
  readonly shownBy: string;
}

/**
 * The first plugin that depends on at least this version of a library, and the first framework that depends on at least
 * that plugin, by their packages on npm. A client with an older library is older than both. A newer library implies
 * nothing, since old plugins accept it, too.
 */
interface Dependency {
  readonly library: string;
  readonly plugin: string;
  readonly framework: string;
}

/** Oldest first. */
const dependencies: Readonly<Record<"sdk" | "axios", readonly Dependency[]>> = {
  sdk: [
    { library: "2.0.3", plugin: "1.3.0", framework: "1.48.1" },
    { library: "2.2.1", plugin: "3.2.7", framework: "1.60.5" },
    { library: "2.3.0", plugin: "3.3.0", framework: "1.62.0" },
    { library: "2.3.1", plugin: "3.6.13", framework: "1.72.0" },
    { library: "2.3.2", plugin: "4.0.3", framework: "2.1.0" },
  ],
  // The plugin depends on it through @serverless/platform-client 3.1.5 and 4.5.1.
  axios: [
    { library: "0.21.1", plugin: "4.4.2", framework: "2.18.0" },
    { library: "1.6.2", plugin: "7.2.0", framework: "3.37.0" },
  ],
};

/** The first plugin without an SDK, and the first framework that depends on it. */
const withoutSdk = { plugin: "4.5.0", framework: "2.29.0" };

/** Returns what the headers of a call imply about the versions that only records name, or undefined. */
export function boundsOf(headers: ClientHeaders): Bounds | undefined {
  const sdk = valid(headers["x-platform-version"]);
  if (sdk !== null) {
    const dependency = dependencies.sdk.find(({ library }) => lt(sdk, library)) ?? withoutSdk;
    return boundsBy(dependency, `@serverless/platform-sdk ${sdk}`);
  }
  const axios = valid(/^axios\/(\S+)/.exec(headers["user-agent"] ?? "")?.[1]);
  const dependency =
    axios === null ? undefined : dependencies.axios.find(({ library }) => lt(axios, library));
  return dependency && boundsBy(dependency, `axios ${axios}`);
}

function boundsBy({ plugin, framework }: Omit<Dependency, "library">, shownBy: string): Bounds {
  return { plugin, framework, shownBy };
}
