import { createSecretKey, type KeyObject } from "node:crypto";

/** A key of the operator's configuration. Its id is stored with whatever it encrypts. */
export interface KeyringKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The keys that wrap the organizations' data keys. */
export interface Keyring {
  /** The key that new things are encrypted with. */
  readonly encrypting: KeyringKey;
  /** Every key by its id, the encrypting one among them. */
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** A keyring, or the messages that say what is wrong with its text. */
export type ParsedKeyring =
  | { readonly keyring: Keyring; readonly errors: readonly [] }
  | { readonly keyring?: never; readonly errors: readonly string[] };

const keyBytes = 32;

/**
 * Reads comma-separated `id:key` pairs, each key 32 bytes in base64. Messages name entries by their position and
 * repeat nothing of them: where the id was forgotten, the text in its position is the key.
 */
export function parseKeyring(text: string): ParsedKeyring {
  const entries = text.split(",").map(parseEntry);
  const errors = entries.flatMap((entry, index) =>
    typeof entry === "string" ? [`${entry} (entry ${index + 1} of ${entries.length})`] : [],
  );
  const keys = entries.filter((entry) => typeof entry !== "string");
  const ids = new Set(keys.map(({ id }) => id));
  if (ids.size < keys.length) errors.push("must not have two keys with the same id");
  const [encrypting] = keys;
  if (errors.length > 0 || encrypting === undefined) return { errors };
  return { keyring: { encrypting, keys: new Map(keys.map(({ id, key }) => [id, key])) }, errors: [] };
}

/** Returns a key, or the message of the rule that the entry breaks. */
function parseEntry(entry: string): KeyringKey | string {
  const [, id, encoded] = /^([\w-]{1,64}):(.*)$/.exec(entry) ?? [];
  if (id === undefined || encoded === undefined) {
    return "must hold id:key pairs, separated by commas without spaces, such as 2026:<32 bytes in base64>";
  }
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded) return "must have its key in base64, with its padding";
  if (bytes.length !== keyBytes) {
    return `must have a key of ${keyBytes} bytes and has one of ${bytes.length}; make one with: openssl rand -base64 ${keyBytes}`;
  }
  return { id, key: createSecretKey(bytes) };
}
