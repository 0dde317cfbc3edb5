import type { ProfileVersion, StoredParameter } from "../src/domain/versions/profile.ts";

/** The first version of a profile that holds nothing, with what a test changes of it. */
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
    ...changes,
  };
}

/** A stored parameter with a value of its own, which is sealed, with what a test changes of it. */
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
