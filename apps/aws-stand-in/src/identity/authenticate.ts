import { CommonError } from "../http/aws-error.ts";
import type { HttpRequest } from "../http/http.ts";
import { type Caller, sessionCaller, type UserCredentials, userCaller } from "./caller.ts";
import { deriveSecretAccessKey, openSessionToken } from "./session.ts";
import { parseAuthorization, verifySignature } from "./signature.ts";

/** The keys that a request may be signed with. */
export interface Keys {
  readonly user: UserCredentials;
  /** Seals the tokens of temporary credentials. */
  readonly sessionKey: Buffer;
}

/** Returns who signed the request, and for which region. Throws the {@link CommonError} that AWS would answer. */
export async function authenticate(
  request: HttpRequest,
  keys: Keys,
  { service, now }: { readonly service: string; readonly now: Date },
): Promise<{ readonly caller: Caller; readonly region: string }> {
  const claim = parseAuthorization(request.headers.get("authorization"));
  const token = request.headers.get("x-amz-security-token");
  const { caller, secretAccessKey } = identify(claim.accessKeyId, token, keys);
  if (caller.session !== undefined && caller.session.expiresAtMs <= now.getTime()) {
    throw new CommonError("expired-token", "The security token included in the request is expired");
  }
  await verifySignature(request, claim, { service, secretAccessKey, now });
  return { caller, region: claim.region };
}

function identify(accessKeyId: string, token: string | undefined, { user, sessionKey }: Keys) {
  if (accessKeyId === user.accessKeyId && token === undefined) {
    return { caller: userCaller(user), secretAccessKey: user.secretAccessKey };
  }
  const session = token === undefined ? undefined : openSessionToken(token, sessionKey);
  if (session?.accessKeyId === accessKeyId) {
    return {
      caller: sessionCaller(session, user),
      secretAccessKey: deriveSecretAccessKey(accessKeyId, sessionKey),
    };
  }
  throw new CommonError("unknown-key", "The security token included in the request is invalid.");
}
