import type { ProviderField, ProviderRole, ProviderView } from "@stagepass/contracts";

/** Static keys of AWS as they are stored, without their secret, which is read only where it is needed. */
export interface StoredKeys {
  readonly accessKeyId: string;
  /** When the secret was set. */
  readonly setAt: Date;
}

/** A provider. `revision` counts its changes. */
export interface Provider {
  /** Never changes and is never used again: the secret of static keys is sealed for it. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly accessRole: ProviderRole | null;
  readonly staticKeys: StoredKeys | null;
  readonly isDefault: boolean;
  /** The apps that it is limited to, by name, or null. The list is empty where these apps were deleted. */
  readonly apps: readonly string[] | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Static keys as they are to be stored. Without a sealed secret, the stored one stays. */
export interface KeysToStore {
  readonly accessKeyId: string;
  readonly sealed: Uint8Array | undefined;
}

/** A provider as it is to be stored. */
export interface ProviderToWrite
  extends Pick<Provider, "name" | "revision" | Exclude<ProviderField, "staticKeys">> {
  readonly staticKeys: KeysToStore | null;
}

/** Returns a provider as the API shows it, never with the secret of its keys. */
export function viewProvider({ id: _, staticKeys, apps, ...provider }: Provider): ProviderView {
  return {
    ...provider,
    apps: apps && [...apps],
    staticKeys: staticKeys && {
      accessKeyId: staticKeys.accessKeyId,
      set: true,
      updatedAt: staticKeys.setAt.toISOString(),
    },
    discouraged: staticKeys !== null,
    createdAt: provider.createdAt.toISOString(),
    updatedAt: provider.updatedAt.toISOString(),
  };
}
