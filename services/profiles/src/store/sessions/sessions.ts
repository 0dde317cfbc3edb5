import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { Session } from "../../domain/sessions/session.ts";

const SessionRow = z.object({ keyDigest: z.string(), expiresAt: z.date() });

/** Stores a session that begins. */
export async function addSession(
  db: Queryable,
  { digest, keyDigest, expiresAt }: Session & { readonly digest: string },
): Promise<void> {
  await db.execute("insert into sessions (digest, key_digest, expires_at) values ($1, $2, $3)", [
    digest,
    keyDigest,
    expiresAt,
  ]);
}

/** Finds the session with this digest, unless it has ended. */
export async function findSession(db: Queryable, digest: string): Promise<Session | undefined> {
  const [session] = await db.query(
    SessionRow,
    `select key_digest as "keyDigest", expires_at as "expiresAt"
       from sessions
      where digest = $1 and expires_at > now()`,
    [digest],
  );
  return session;
}

/** Ends the session with this digest, if there is one. */
export async function endSession(db: Queryable, digest: string): Promise<void> {
  await db.execute("delete from sessions where digest = $1", [digest]);
}
