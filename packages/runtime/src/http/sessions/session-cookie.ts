import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { sessionCookieName } from "@stagepass/contracts";

/** A session that has begun: what its cookie holds, and when it ends. */
export interface BegunSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** The digest by which a session is found. It can be no access key's, since a key has no space in it. */
export function sessionDigest(token: string): string {
  return hash("sha256", `session ${token}`);
}

/** Returns what the cookie of a session holds, if the request has that cookie. */
export function readSessionToken(headers: IncomingHttpHeaders): string | undefined {
  const prefix = `${cookieName(headers)}=`;
  const cookie = headers.cookie?.split("; ").find((pair) => pair.startsWith(prefix));
  return cookie === undefined || cookie === prefix ? undefined : cookie.slice(prefix.length);
}

/** The `Set-Cookie` header that begins a session, or ends the one of the cookie. */
export function sessionCookie(headers: IncomingHttpHeaders, session: BegunSession | null): string {
  return [
    `${cookieName(headers)}=${session?.token ?? ""}`,
    ...["Path=/", "HttpOnly", "SameSite=Strict"],
    ...(isLoopback(headers) ? [] : ["Secure"]),
    `Expires=${(session?.expiresAt ?? new Date(0)).toUTCString()}`,
  ].join("; ");
}

function cookieName(headers: IncomingHttpHeaders): string {
  if (!isLoopback(headers)) return `__Host-${sessionCookieName}`;
  const [, port = "80"] = /:(\d+)$/.exec(headers.host ?? "") ?? [];
  return `${sessionCookieName}_${port}`;
}

/** Whether the request is for the loopback, where browsers expect no TLS. Nobody else can read what is sent there. */
function isLoopback({ host = "" }: IncomingHttpHeaders): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}
