import { randomBytes } from "node:crypto";
import { sessionDigest } from "@stagepass/runtime";

/** Makes what the cookie of a session holds, 256 random bits, and the digest that is stored in its place. */
export function makeSessionToken(): { readonly token: string; readonly digest: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, digest: sessionDigest(token) };
}
