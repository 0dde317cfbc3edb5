/** Where a parameter value belongs within its organization. */
export interface ValuePlace {
  readonly profile: string;
  readonly key: string;
}

/** Encrypts and decrypts the parameter values of one organization. */
export interface OrgVault {
  seal(place: ValuePlace, value: string): Uint8Array;
  /** Throws when the bytes were not sealed for exactly this place. */
  unseal(place: ValuePlace, sealed: Uint8Array): string;
}
