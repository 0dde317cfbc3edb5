import type { ClientHeaders } from "../common/request-parts.ts";

/** How the HTTP library of the later clients identifies itself. */
const laterLibrary = /^axios\//;

/**
 * Whether a client evaluates the safeguards that it receives. The later clients do not. Their HTTP library identifies
 * them; a missing version does not, since the oldest clients sent none either. The plugins 4.0 to 4.4 ask for the profile
 * with the library of 1.x, byte for byte like the newest client of 1.x, and only for their instance with the later one.
 */
export function evaluatesSafeguards(headers: ClientHeaders): boolean {
  return !laterLibrary.test(headers["user-agent"] ?? "");
}
