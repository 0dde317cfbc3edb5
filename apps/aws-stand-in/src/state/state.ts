import { randomBytes } from "node:crypto";
import { z } from "zod";
import { RoleTrust } from "../policies/role-trust.ts";
import { Parameter } from "./parameter.ts";
import { Secret } from "./secret.ts";

/** Everything that the stand-in remembers about AWS. Operations change it in place, without awaiting in between. */
export interface State {
  /** The key that seals session tokens. Sessions live as long as it does. */
  readonly sessionKey: Buffer;
  /** The trust of roles, by role ARN. */
  readonly roles: Map<string, RoleTrust>;
  /** The secrets, by ARN. */
  readonly secrets: Map<string, Secret>;
  /** The parameters of Parameter Store, by ARN. */
  readonly parameters: Map<string, Parameter>;
}

const StoredState = z.strictObject({
  version: z.literal(1),
  sessionKey: z.base64().length(44),
  roles: z.record(z.string(), RoleTrust),
  secrets: z.array(Secret),
  // Earlier files have none.
  parameters: z.array(Parameter).default([]),
});

/** Makes a state without secrets and parameters, in which any role can be assumed. */
export function emptyState(): State {
  return { sessionKey: randomBytes(32), roles: new Map(), secrets: new Map(), parameters: new Map() };
}

/** Returns the state as JSON text, with the values of secrets and parameters in plain text. */
export function serializeState(state: State): string {
  const stored: z.input<typeof StoredState> = {
    version: 1,
    sessionKey: state.sessionKey.toString("base64"),
    roles: Object.fromEntries(state.roles),
    secrets: [...state.secrets.values()],
    parameters: [...state.parameters.values()],
  };
  return JSON.stringify(stored, undefined, 2);
}

/** Parses what {@link serializeState} wrote. Throws for any other text. */
export function parseState(text: string): State {
  const stored = StoredState.parse(JSON.parse(text));
  return {
    sessionKey: Buffer.from(stored.sessionKey, "base64"),
    roles: new Map(Object.entries(stored.roles)),
    secrets: new Map(stored.secrets.map((secret) => [secret.arn, secret])),
    parameters: new Map(stored.parameters.map((parameter) => [parameter.arn, parameter])),
  };
}
