import type { AccessKeyInput } from "@stagepass/contracts";

/** How long a new key works. */
export type Lifetime = "30" | "90" | "365" | "never" | "other";

/** A new access key while somebody describes it. */
export interface KeyDraft {
  readonly name: string;
  readonly role: "admin" | "deployer";
  readonly apps: readonly string[];
  readonly stages: readonly string[];
  readonly lifetime: Lifetime;
  /** The moment of its end, where that is none of the usual lifetimes. */
  readonly until: string;
}

export const emptyKey: KeyDraft = {
  name: "",
  role: "deployer",
  apps: [],
  stages: [],
  lifetime: "90",
  until: "",
};

const aDay = 86_400_000;

/** What is sent to make the key. Only a deployer's can be limited, and an empty list limits nothing. */
export function keyInputOf(draft: KeyDraft, now = Date.now()): AccessKeyInput {
  const { name, role, apps, stages } = draft;
  const expiresAt = endOf(draft, now);
  if (role === "admin") return { role, name, expiresAt };
  const scope = {
    ...(apps.length === 0 ? {} : { apps: [...apps] }),
    ...(stages.length === 0 ? {} : { stages: [...stages] }),
  };
  return { role, name, expiresAt, scope };
}

function endOf({ lifetime, until }: KeyDraft, now: number): string | null {
  if (lifetime === "never") return null;
  return lifetime === "other" ? until : new Date(now + Number(lifetime) * aDay).toISOString();
}
