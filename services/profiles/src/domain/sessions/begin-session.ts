import type { SessionView } from "@stagepass/contracts";
import { type AuthenticatePorts, authenticate } from "../access-keys/authenticate.ts";
import { type DescribePorts, describeCaller, type Session } from "./session.ts";

/** How long a session lasts at most: a long working day, in milliseconds. */
export const sessionMs = 12 * 3_600_000;

/** What beginning a session needs from outside. */
export interface BeginPorts extends AuthenticatePorts, DescribePorts {
  now(): Date;
  digestOf(accessKey: string): string;
  /** Makes what a cookie holds, and the digest by which the session is found. */
  makeSessionToken(): { readonly token: string; readonly digest: string };
  addSession(session: Session & { readonly digest: string }): Promise<void>;
  /** Throws `too-many-requests` when there were too many attempts from the address or with the key. */
  countSignIn(...by: readonly string[]): void;
}

/** Who signs in, and where from. */
interface SignIn {
  readonly accessKey: string;
  readonly address: string;
}

/**
 * Begins a session that stands for an access key. It ends with the key, and after twelve hours at the latest. Throws
 * `unauthenticated` for a key that does not work, and `too-many-requests`.
 */
export async function beginSession(
  ports: BeginPorts,
  { accessKey, address }: SignIn,
): Promise<{ readonly view: SessionView; readonly token: string; readonly expiresAt: Date }> {
  const keyDigest = ports.digestOf(accessKey);
  ports.countSignIn(address, keyDigest);
  const principal = await authenticate(ports, keyDigest);
  const { token, digest } = ports.makeSessionToken();
  const expiresAt = new Date(ports.now().getTime() + sessionMs);
  await ports.addSession({ digest, keyDigest, expiresAt });
  return { view: await describeCaller(ports, principal, expiresAt), token, expiresAt };
}
