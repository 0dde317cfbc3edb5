import type { StoredNone, Target } from "../src/domain/targets/target.ts";

/** Makes a service without settings, with the given changes. */
export function makeTarget(changes: Partial<Target> = {}): Target {
  return {
    ...{ id: "1", service: "checkout", stage: null, region: null },
    ...{ description: "", provider: null, inherits: true, requiredParameters: [], parameters: [] },
    ...{ revision: 1, createdAt: new Date(0), updatedAt: new Date(0), removedAt: null },
    ...changes,
  };
}

/** Makes a stored key that has no value. */
export function makeNone(key: string): StoredNone {
  return { key, isNone: true, valueId: `row of ${key}`, setAt: new Date(0) };
}
