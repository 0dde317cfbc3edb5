import type { ProviderInput, ProviderView } from "@stagepass/contracts";

/** A provider while somebody edits it. Texts are empty while nothing is typed. */
export interface ProviderDraft {
  readonly description: string;
  readonly kind: "role" | "keys";
  readonly roleArn: string;
  readonly planRoleArn: string;
  readonly durationSeconds: number;
  readonly carriesIdentity: boolean;
  readonly accessKeyId: string;
  /** What was typed. The stored one can never be read. */
  readonly secretAccessKey: string;
  readonly isLimited: boolean;
  readonly apps: readonly string[];
}

/** What a form begins with: the provider as it is stored, or an empty one. */
export function draftOf(provider: ProviderView | undefined): ProviderDraft {
  const role = provider?.accessRole;
  return {
    description: provider?.description ?? "",
    kind: provider?.staticKeys === null || provider === undefined ? "role" : "keys",
    roleArn: role?.roleArn ?? "",
    planRoleArn: role?.planRoleArn ?? "",
    durationSeconds: role?.durationSeconds ?? 3_600,
    carriesIdentity: role?.sourceIdentity !== "none",
    accessKeyId: provider?.staticKeys?.accessKeyId ?? "",
    secretAccessKey: "",
    isLimited: provider !== undefined && provider.apps !== null,
    apps: provider?.apps ?? [],
  };
}

/** What is saved: a role or static keys, and never both. A secret that was not typed again stays as it is stored. */
export function inputOf(draft: ProviderDraft): Omit<ProviderInput, "isDefault"> {
  const { description, kind, apps, isLimited } = draft;
  return {
    description,
    accessRole: kind === "role" ? roleOf(draft) : null,
    staticKeys: kind === "keys" ? keysOf(draft) : null,
    apps: isLimited ? [...apps] : null,
  };
}

function roleOf({ roleArn, planRoleArn, durationSeconds, carriesIdentity }: ProviderDraft) {
  return {
    roleArn,
    durationSeconds,
    ...(planRoleArn === "" ? {} : { planRoleArn }),
    ...(carriesIdentity ? {} : { sourceIdentity: "none" as const }),
  };
}

function keysOf({ accessKeyId, secretAccessKey }: ProviderDraft) {
  return { accessKeyId, ...(secretAccessKey === "" ? {} : { secretAccessKey }) };
}
