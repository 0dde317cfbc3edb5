import { defineRoute, problemCodes } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";

/** The clients renew a token after this time, in seconds. */
const lifetime = 86_400;

const refreshToken = defineRoute({
  service: "legacy",
  method: "POST",
  path: "/core/tokens/refresh",
  summary: "Renew the token of a login",
  action: "public",
  throws: problemCodes,
  body: z.object({ refreshToken: z.string().nullish() }),
  response: z.object({ id_token: z.string(), access_token: z.string(), expires_in: z.int() }),
});

/**
 * The route that renews the token of a login. Stagepass uses access keys instead of logins, but a client that was logged
 * in elsewhere still renews its token, and ends when that fails. The token that it gets has no rights.
 */
export function tokenRoutes() {
  return [
    handle(refreshToken, () => {
      const token = unsigned({ sub: "stagepass", exp: Math.floor(Date.now() / 1_000) + lifetime });
      return { id_token: token, access_token: token, expires_in: lifetime };
    }),
  ];
}

/** Returns a JSON Web Token without a signature (RFC 7519, section 6). */
function unsigned(claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`;
}
