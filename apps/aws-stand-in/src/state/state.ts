import { randomBytes } from "node:crypto";
import { z } from "zod";
import { RoleTrust } from "../policies/role-trust.ts";
import { Secret } from "./secret.ts";

/** Everything that the stand-in remembers about AWS. Operations change it in place, without awaiting in between. */
export interface State {
  /** Seals session tokens, so sessions live as long as this key does. */
  readonly sessionKey: Buffer;
  /** By role ARN. */
  readonly roles: Map<string, RoleTrust>;
  /** By secret ARN. */
  readonly secrets: Map<string, Secret>;
}

const StoredState = z.strictObject({
  version: z.literal(1),
  sessionKey: z.base64().length(44),
  roles: z.record(z.string(), RoleTrust),
  secrets: z.array(Secret),
});

/** A world without secrets, in which any role can be assumed. */
export function emptyState(): State {
  return { sessionKey: randomBytes(32), roles: new Map(), secrets: new Map() };
}

/** The state as JSON text. It holds the values of secrets in the clear. */
export function serializeState(state: State): string {
  const stored: z.input<typeof StoredState> = {
    version: 1,
    sessionKey: state.sessionKey.toString("base64"),
    roles: Object.fromEntries(state.roles),
    secrets: [...state.secrets.values()],
  };
  return JSON.stringify(stored, undefined, 2);
}

/** Reads what {@link serializeState} wrote. Throws when the text is anything else. */
export function parseState(text: string): State {
  const stored = StoredState.parse(JSON.parse(text));
  return {
    sessionKey: Buffer.from(stored.sessionKey, "base64"),
    roles: new Map(Object.entries(stored.roles)),
    secrets: new Map(stored.secrets.map((secret) => [secret.arn, secret])),
  };
}
