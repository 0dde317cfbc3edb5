import type { ClientHeaders } from "../request-parts.ts";

/** How the HTTP library of the later clients names itself. */
const laterLibrary = /^axios\//;

/**
 * Whether a client judges the safeguards that it is given. The later ones do not, and can be told by their library: to
 * send no version means nothing, since the oldest sent none either.
 */
export function judgesSafeguards(headers: ClientHeaders): boolean {
  return !laterLibrary.test(headers["user-agent"] ?? "");
}
