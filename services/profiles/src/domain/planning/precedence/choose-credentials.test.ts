import type { AppMode, ProviderLink } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { type CredentialsSource, chooseCredentials } from "./choose-credentials.ts";
import type { Settings } from "./settings.ts";

const none = { none: true } as const;

interface Row {
  readonly mode: AppMode;
  readonly instance?: ProviderLink;
  readonly inherits?: boolean;
  readonly service?: ProviderLink;
  readonly orgDefault?: string;
  readonly role?: boolean;
  readonly expected: string;
}

const rows: Row[] = [
  { mode: "profiles", instance: "a", service: "b", orgDefault: "c", role: true, expected: "profile" },
  { mode: "profiles", instance: "a", service: "b", orgDefault: "c", expected: "nothing" },
  { mode: "profiles", instance: none, inherits: false, role: true, expected: "profile" },
  { mode: "providers", instance: "a", service: "b", orgDefault: "c", role: true, expected: "instance: a" },
  { mode: "providers", service: "b", orgDefault: "c", role: true, expected: "service: b" },
  { mode: "providers", orgDefault: "c", role: true, expected: "org: c" },
  { mode: "providers", role: true, expected: "nothing" },
  { mode: "providers", instance: none, service: "b", orgDefault: "c", expected: "none" },
  { mode: "providers", service: none, orgDefault: "c", expected: "none" },
  { mode: "providers", instance: "none", service: "b", expected: "instance: none" },
  { mode: "providers", inherits: false, service: "b", orgDefault: "c", expected: "nothing" },
  { mode: "providers", instance: "a", inherits: false, service: "b", expected: "instance: a" },
  { mode: "mixed", instance: "a", role: true, expected: "instance: a" },
  { mode: "mixed", service: "b", role: true, expected: "service: b" },
  { mode: "mixed", orgDefault: "c", role: true, expected: "org: c" },
  { mode: "mixed", role: true, expected: "profile" },
  { mode: "mixed", expected: "nothing" },
  { mode: "mixed", service: none, orgDefault: "c", role: true, expected: "none" },
  { mode: "mixed", inherits: false, orgDefault: "c", role: true, expected: "nothing" },
];

test.each(rows)(
  "the credentials of $mode with instance $instance, service $service and default $orgDefault: $expected",
  (row) => {
    const { mode, instance = null, service = null, inherits = true, orgDefault, role = false } = row;
    const settings: Settings = {
      mode,
      instance: { provider: instance, parameters: [], inherits },
      service: { provider: service, parameters: [], requiredParameters: [] },
      orgDefault,
      profile: { hasRole: role, parameterKeys: [] },
    };
    const chosen = chooseCredentials(settings);
    expect(chosen === undefined ? "nothing" : describe(chosen)).toBe(row.expected);
  },
);

function describe(chosen: CredentialsSource): string {
  return chosen.from === "provider" ? `${chosen.level}: ${chosen.name}` : chosen.from;
}
