import type { AccessKeyInput, KeyRole } from "@stagepass/contracts";

/** How long a new key works. */
export type Lifetime = "30" | "90" | "365" | "never" | "other";

/** A new access key while somebody describes it. */
export interface KeyDraft {
  readonly name: string;
  readonly role: KeyRole;
  readonly apps: readonly string[];
  readonly stages: readonly string[];
  readonly services: readonly string[];
  readonly profiles: readonly string[];
  readonly lifetime: Lifetime;
  /** The moment of its end, where that is none of the usual lifetimes. */
  readonly until: string;
}

export const emptyKey: KeyDraft = {
  name: "",
  role: "deployer",
  apps: [],
  stages: [],
  services: [],
  profiles: [],
  lifetime: "90",
  until: "",
};

const aDay = 86_400_000;

/** What is sent to make the key. An empty list limits nothing. */
export function keyInputOf(draft: KeyDraft, now = Date.now()): AccessKeyInput {
  const { name, role } = draft;
  const expiresAt = endOf(draft, now);
  if (role === "admin" || role === "editor" || role === "auditor") return { role, name, expiresAt };
  const lists = (["apps", "stages", "services", "profiles"] as const).filter(
    (list) => draft[list].length > 0,
  );
  const scope = Object.fromEntries(lists.map((list) => [list, [...draft[list]]]));
  return { role, name, expiresAt, scope };
}

function endOf({ lifetime, until }: KeyDraft, now: number): string | null {
  if (lifetime === "never") return null;
  return lifetime === "other" ? until : new Date(now + Number(lifetime) * aDay).toISOString();
}
