import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { packText, unpackText } from "./packed-text.ts";
import { randomBytes } from "./random-bytes.ts";

const Tag = z.object({ Key: z.string(), Value: z.string() });

/** A session tag, with the field names of AWS's protocol. */
export type Tag = z.infer<typeof Tag>;

const Session = z.object({
  accessKeyId: z.string(),
  expiresAtMs: z.number(),
  roleArn: z.string(),
  roleSessionName: z.string(),
  sourceIdentity: z.string().optional(),
  tags: z.array(Tag),
  transitiveTagKeys: z.array(z.string()),
  policy: z.string().optional(),
  policyArns: z.array(z.string()),
});

/** A session that AssumeRole opened: its role, its end, and the session policies that narrow it. */
export type Session = z.infer<typeof Session>;

/** The three texts that a client needs to act with a session. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Makes an access key id in the format of AWS's temporary credentials. */
export function newSessionKeyId(): string {
  return `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
}

/**
 * Makes the credentials of a session. The token *is* the session, sealed with `key`. Nothing is stored, so sessions
 * take no memory, and survive a restart as long as the key does.
 */
export function issueCredentials(session: Session, key: Buffer): SessionCredentials {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", tokenKeyOf(key), nonce);
  const sealed = [cipher.update(packText(JSON.stringify(session))), cipher.final()];
  return {
    accessKeyId: session.accessKeyId,
    secretAccessKey: deriveSecretAccessKey(session.accessKeyId, key),
    sessionToken: Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]).toString("base64"),
  };
}

/** Returns the session that a token holds, or `undefined` for a token that was not issued with `key`. */
export function openSessionToken(token: string, key: Buffer): Session | undefined {
  const bytes = Buffer.from(token, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", tokenKeyOf(key), bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAuthTag(bytes.subarray(12, 28));
    const packed = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return Session.parse(JSON.parse(unpackText(packed)));
  } catch {
    return undefined;
  }
}

/** Derives the secret that belongs to a session's access key id. Only a holder of `key` can do that. */
export function deriveSecretAccessKey(accessKeyId: string, key: Buffer): string {
  return deriveKey(key, accessKeyId).subarray(0, 30).toString("base64");
}

/** Returns the stable `AROA…` identifier of a role, with which the user id of its sessions begins. */
export function roleIdOf(roleArn: string): string {
  return `AROA${createHash("sha256").update(roleArn).digest("hex").toUpperCase().slice(0, 17)}`;
}

const tokenKeys = new WeakMap<Buffer, Buffer>();

function tokenKeyOf(key: Buffer): Buffer {
  const tokenKey = tokenKeys.get(key) ?? deriveKey(key, "session token");
  tokenKeys.set(key, tokenKey);
  return tokenKey;
}

function deriveKey(key: Buffer, purpose: string): Buffer {
  return createHmac("sha256", key).update(purpose).digest();
}
