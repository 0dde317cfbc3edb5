import { expect, test } from "vitest";
import { chooseCredentials } from "./choose-credentials.ts";
import type { Mode, ProviderLink, Settings } from "./settings.ts";

const none = { none: true } as const;

interface Row {
  readonly mode: Mode;
  readonly instance?: ProviderLink;
  readonly inherits?: boolean;
  readonly service?: ProviderLink;
  readonly orgDefault?: string;
  readonly role?: boolean;
  readonly expected: string;
}

const rows: Row[] = [
  { mode: "profiles", instance: "a", service: "b", orgDefault: "c", role: true, expected: "profile: role" },
  { mode: "profiles", instance: "a", service: "b", orgDefault: "c", expected: "nothing" },
  { mode: "profiles", instance: none, inherits: false, role: true, expected: "profile: role" },
  { mode: "providers", instance: "a", service: "b", orgDefault: "c", role: true, expected: "instance: a" },
  { mode: "providers", service: "b", orgDefault: "c", role: true, expected: "service: b" },
  { mode: "providers", orgDefault: "c", role: true, expected: "org: c" },
  { mode: "providers", role: true, expected: "nothing" },
  { mode: "providers", instance: none, service: "b", orgDefault: "c", expected: "instance: none" },
  { mode: "providers", service: none, orgDefault: "c", expected: "service: none" },
  { mode: "providers", instance: "none", service: "b", expected: "instance: none of the name" },
  { mode: "providers", inherits: false, service: "b", orgDefault: "c", expected: "nothing" },
  { mode: "providers", instance: "a", inherits: false, service: "b", expected: "instance: a" },
  { mode: "mixed", instance: "a", role: true, expected: "instance: a" },
  { mode: "mixed", service: "b", role: true, expected: "service: b" },
  { mode: "mixed", orgDefault: "c", role: true, expected: "org: c" },
  { mode: "mixed", role: true, expected: "profile: role" },
  { mode: "mixed", expected: "nothing" },
  { mode: "mixed", service: none, orgDefault: "c", role: true, expected: "service: none" },
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
    expect(chosen === undefined ? "nothing" : `${chosen.level}: ${describe(chosen)}`).toBe(row.expected);
  },
);

function describe(chosen: NonNullable<ReturnType<typeof chooseCredentials>>): string {
  if (chosen.from === "none") return "none";
  if (chosen.from === "profile") return "role";
  return chosen.name === "none" ? "none of the name" : chosen.name;
}
