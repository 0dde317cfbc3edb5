/** Names one parameter within its organization: of a profile by name, or of a service or an instance by its id. */
export type ParameterId = ({ readonly profile: string } | { readonly targetId: string }) & {
  readonly key: string;
};

/** Encrypts and decrypts the parameter values of one organization. */
export interface OrgVault {
  seal(parameter: ParameterId, value: string): Uint8Array;
  /** Throws when the bytes were not sealed for exactly this parameter. */
  unseal(parameter: ParameterId, sealed: Uint8Array): string;
}
