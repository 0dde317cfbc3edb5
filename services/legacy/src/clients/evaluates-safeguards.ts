import type { ClientHeaders } from "../common/request-parts.ts";

/** How the HTTP library of the later clients identifies itself. */
const laterLibrary = /^axios\//;

/**
 * Whether a client evaluates the safeguards that it receives. The later clients do not. Their HTTP library identifies
 * them; a missing version does not, since the oldest clients sent none either.
 */
export function evaluatesSafeguards(headers: ClientHeaders): boolean {
  return !laterLibrary.test(headers["user-agent"] ?? "");
}
