import type { Provider } from "../src/domain/providers/provider.ts";

/** The role of the provider that `makeProvider` makes. */
export const providerRole = {
  roleArn: "arn:aws:iam::222222222222:role/{app}/{service}",
  durationSeconds: 3_600,
};

/** Makes a provider with a role, for every app, with the given changes. */
export function makeProvider(changes: Partial<Provider> = {}): Provider {
  return {
    ...{ id: "7", name: "production", description: "", accessRole: providerRole, staticKeys: null },
    ...{ isDefault: false, apps: null, revision: 3, createdAt: new Date(0), updatedAt: new Date(0) },
    ...changes,
  };
}
