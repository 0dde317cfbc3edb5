import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { KeyRole, KeyScope } from "../values/principal.ts";
import { secret } from "../values/secret.ts";

const service = "profiles";

/** Who is calling, and what the caller may do. */
export const SessionView = z.object({
  keyId: z.string(),
  keyName: z.string(),
  /** The organization of the key. It is null for the operator's key, which belongs to none. */
  org: z.string().nullable(),
  role: z.enum(["operator", ...KeyRole.options]),
  /** What the key is limited to. */
  scope: KeyScope,
  /** The operations that the caller may call for what the key covers, by their `operationId` in OpenAPI. */
  permissions: z.array(z.string()),
  /** When the session ends at the latest. It is null for a caller who sends the key itself. */
  expiresAt: z.iso.datetime().nullable(),
});
export type SessionView = z.infer<typeof SessionView>;

const accessKey = secret(
  z
    .string()
    .max(512, "is too long for an access key")
    .regex(/^\S+$/, "must be an access key, such as sp_…, without spaces"),
);

export const beginSession = defineRoute({
  service,
  method: "POST",
  path: "/v1/session",
  summary: "Sign in with an access key: the answer sets a cookie that stands for the key",
  action: "public",
  body: z.strictObject({ accessKey }),
  status: 201,
  response: SessionView,
  throws: ["unauthenticated", "forbidden", "too-many-requests"],
});

export const getSession = defineRoute({
  service,
  method: "GET",
  path: "/v1/session",
  summary: "Find out who is calling and what the caller may do",
  action: "session:use",
  scope: "none",
  response: SessionView,
  throws: [],
});

export const endSession = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/session",
  summary: "Sign out: the session of the cookie ends at once",
  action: "session:use",
  scope: "none",
  isGuarded: false,
  status: 204,
  throws: [],
});
