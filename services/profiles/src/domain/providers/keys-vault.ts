/** Names the static keys of one provider within its organization. */
export interface KeysId {
  /** The id of the provider, which stays when the provider is renamed. */
  readonly providerId: string;
  readonly accessKeyId: string;
}

/** Encrypts and decrypts the secrets of static keys of one organization. */
export interface KeysVault {
  seal(keys: KeysId, secret: string): Uint8Array;
  /** Throws when the bytes were not sealed for exactly these keys of this provider. */
  unseal(keys: KeysId, sealed: Uint8Array): string;
}
