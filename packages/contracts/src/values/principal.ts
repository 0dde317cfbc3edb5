import { z } from "zod";
import { AppName, OrgName, StageName } from "./names.ts";

/** What an access key may do: `deployer` resolves and evaluates, `admin` may do everything in its organization. */
export const KeyRole = z.enum(["admin", "deployer"]);
export type KeyRole = z.infer<typeof KeyRole>;

/** What a key is limited to; a list that is absent limits nothing. */
export const KeyScope = z.object({
  apps: z.array(AppName).min(1).max(100).optional(),
  stages: z.array(StageName).min(1).max(100).optional(),
});
export type KeyScope = z.infer<typeof KeyScope>;

/** The SHA-256 digest of an access key, in hexadecimal: what finds a key without telling it. */
export const KeyDigest = z.string().regex(/^[0-9a-f]{64}$/);

/** Who is calling. The organization of a call always comes from here. */
export const Principal = z.discriminatedUnion("role", [
  z.object({ role: z.literal("operator"), keyId: z.literal("operator") }),
  z.object({ role: KeyRole, keyId: z.string(), org: OrgName, scope: KeyScope }),
]);
export type Principal = z.infer<typeof Principal>;
export type PrincipalRole = Principal["role"];

/** Whether a key's scope covers anything of an application. */
export function coversApp(scope: KeyScope, app: unknown): boolean {
  return within(scope.apps, app);
}

/** Whether a key's scope covers an application and stage. */
export function covers(
  scope: KeyScope,
  target: { readonly app?: unknown; readonly stage?: unknown },
): boolean {
  return within(scope.apps, target.app) && within(scope.stages, target.stage);
}

function within(allowed: readonly string[] | undefined, name: unknown): boolean {
  return allowed === undefined || (typeof name === "string" && allowed.includes(name));
}
