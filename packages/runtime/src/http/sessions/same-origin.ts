import type { IncomingHttpHeaders } from "node:http";
import { Problem, sessionRequestHeader } from "@stagepass/contracts";

/** A request as far as it says where it comes from. */
export interface FromSomewhere {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Checks a request that a browser authenticates with a cookie on its own, whichever page it shows. A change has to come
 * from a page of the same origin, and to have the header that only such a page can add. Throws `forbidden`.
 */
export function assertFromOwnPage({ method, headers }: FromSomewhere): void {
  assertNotFromElsewhere({ headers });
  if (method === "GET" || method === "HEAD") return;
  if (headers[sessionRequestHeader.toLowerCase()] !== undefined && siteOf(headers) === "same-origin") return;
  throw new Problem(
    "forbidden",
    `A change by the cookie of a session needs the header ${sessionRequestHeader}: 1, and Sec-Fetch-Site or Origin must ` +
      "say that it comes from a page of the same origin. To call the API from anywhere else, send an access key in the " +
      "header: Authorization: Bearer sp_…",
  );
}

/** Throws `forbidden` for a request that a page of another origin made. */
export function assertNotFromElsewhere({ headers }: Pick<FromSomewhere, "headers">): void {
  if (siteOf(headers) !== "another") return;
  throw new Problem(
    "forbidden",
    "This request comes from a page of another origin. Open Stagepass in the browser itself, and try it again there.",
  );
}

/** What a browser says about the page that made a request. It says nothing of what a person typed in or a program sent. */
function siteOf(headers: IncomingHttpHeaders): "same-origin" | "another" | "unknown" {
  const site = headers["sec-fetch-site"];
  // Pages cannot set it. Browsers only send it to an origin with TLS, or on the loopback.
  if (site !== undefined) return site === "same-origin" ? site : site === "none" ? "unknown" : "another";
  const { origin, host } = headers;
  if (origin === undefined) return "unknown";
  return URL.canParse(origin) && new URL(origin).host === host ? "same-origin" : "another";
}
