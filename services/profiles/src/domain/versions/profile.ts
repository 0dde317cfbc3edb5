import {
  type AccessRole,
  type ParameterInput,
  type ParameterView,
  type ProfileClients,
  type ProfileField,
  type ProfileView,
  type ReferenceFields,
  referenceField,
  type Safeguard,
  type ValueReference,
} from "@stagepass/contracts";

/** What is stored as a parameter's value. The ciphertext of a sealed one is read only where it is needed. */
export type StoredContent =
  | { readonly kind: "sealed" }
  | { readonly kind: "reference"; readonly reference: ValueReference }
  | { readonly kind: "destroyed" };

/** What a parameter holds beside its value. */
type Described = Readonly<
  Pick<ParameterView, Exclude<keyof ParameterInput, "value" | keyof ReferenceFields>>
>;

/** A parameter of a version. Versions share value rows: the same `valueId` means the same value. */
export interface StoredParameter extends Described {
  readonly valueId: string;
  readonly setAt: Date;
  readonly content: StoredContent;
}

/** A version of a profile as it is stored. It never changes. */
export interface ProfileVersion extends Omit<NextVersion, "parameters"> {
  readonly name: string;
  readonly version: number;
  readonly parameters: readonly StoredParameter[];
  readonly createdAt: Date;
  readonly createdBy: string;
  /** The version whose content it restored, if it was made by a rollback. */
  readonly restoredFrom: number | null;
}

/** A value that is about to be stored. */
export type NewContent =
  | { readonly kind: "sealed"; readonly sealed: Uint8Array }
  | { readonly kind: "reference"; readonly reference: ValueReference };

/** A parameter of a version that is about to be made. It keeps a stored value row, or brings a new value. */
export interface NextParameter extends Described {
  readonly value: StoredParameter | NewContent;
}

interface Contents {
  readonly description: string;
  readonly accessRole: AccessRole | null;
  readonly parameters: readonly NextParameter[];
  readonly safeguards: readonly Safeguard[];
  readonly clients: ProfileClients;
}

/** What a new version of a profile will hold: every field of the contract, so that none can be forgotten here. */
export type NextVersion = Pick<Contents, ProfileField>;

/** A version that is to be stored. */
export interface VersionToAdd {
  readonly org: string;
  readonly profile: string;
  readonly version: number;
  readonly by: string;
  readonly content: NextVersion;
  /** The version whose content it has, where it is a rollback. */
  readonly restoredFrom?: number;
}

/** A profile whose row this transaction has locked. */
export interface LockedProfile {
  /** The last version number that was used under this name, also before a deletion. It is 0 when there was none. */
  readonly lastVersion: number;
  /** The newest version, or undefined when the profile does not exist or was deleted. */
  readonly current: ProfileVersion | undefined;
}

/** Returns a version's content as that of a next version. */
export function contentOf(version: ProfileVersion): NextVersion {
  const { description, accessRole, safeguards, clients, parameters } = version;
  return { description, accessRole, safeguards, clients, parameters: parameters.map(keep) };
}

/** Returns a stored parameter as one of the next version, which keeps its stored value. */
export function keep(stored: StoredParameter): NextParameter {
  return { key: stored.key, sensitive: stored.sensitive, value: stored };
}

/** Returns the reference to a value in AWS of a parameter whose value is not stored here, else undefined. */
export function referenceOf({ value }: NextParameter): ValueReference | undefined {
  const content = "content" in value ? value.content : value;
  return content.kind === "reference" ? content.reference : undefined;
}

/** Returns a version as the API shows it: with the keys of its parameters, and never a value. */
export function viewProfile(profile: ProfileVersion): ProfileView {
  return {
    ...profile,
    safeguards: [...profile.safeguards],
    createdAt: profile.createdAt.toISOString(),
    parameters: profile.parameters.map(viewParameter),
  };
}

/** Returns a parameter as the API shows it: that it is set, and never its value. */
export function viewParameter({ key, sensitive, setAt, content }: StoredParameter): ParameterView {
  return {
    key,
    set: true,
    sensitive,
    ...(content.kind === "reference" && { [referenceField(content.reference)]: content.reference }),
    updatedAt: setAt.toISOString(),
  };
}
