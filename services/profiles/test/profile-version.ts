import type { ProfileVersion, StoredParameter } from "../src/domain/versions/profile.ts";

/** Makes the first version of an empty profile, with the given changes. */
export function makeVersion(changes: Partial<ProfileVersion> = {}): ProfileVersion {
  return {
    name: "prod",
    version: 1,
    description: "",
    accessRole: null,
    parameters: [],
    safeguards: [],
    clients: {},
    createdAt: new Date(0),
    createdBy: "key_1",
    restoredFrom: null,
    ...changes,
  };
}

/** Makes a stored parameter with a sealed value of its own, with the given changes. */
export function makeStored(key: string, changes: Partial<StoredParameter> = {}): StoredParameter {
  return {
    key,
    sensitive: true,
    valueId: `row of ${key}`,
    setAt: new Date(0),
    content: { kind: "sealed" },
    ...changes,
  };
}
