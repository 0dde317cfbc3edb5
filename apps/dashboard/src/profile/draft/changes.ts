import type { AccessRole, ParameterInput, ParameterView, ProfileView, Safeguard } from "@stagepass/contracts";
import { type ProfileEdits, withoutNothing } from "./edits.ts";

/** A part of one thing that changed: as it was, and as it is. It never holds the value of a parameter. */
export interface Detail {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** A change in words, and the tab that it belongs to. It never holds the value of a parameter. */
export interface Change {
  readonly tab: "description" | "access-role" | "parameters" | "safeguards" | "clients";
  readonly kind: "added" | "changed" | "removed";
  readonly what: string;
  readonly details?: readonly Detail[];
}

/** Every change that is not saved yet, in words that hold no value. */
export function changesOf(base: ProfileView, edits: ProfileEdits): Change[] {
  const { description, accessRole, clients, safeguards, parameters = {} } = edits;
  const stored = new Map(base.parameters.map((parameter) => [parameter.key, parameter]));
  return [
    ...(description === undefined
      ? []
      : [
          changed(
            "description",
            "the description",
            detailsOf({ description: base.description }, { description }),
          ),
        ]),
    ...(accessRole === undefined ? [] : [roleChange(base.accessRole, accessRole)]),
    ...Object.entries(parameters).map(([key, edit]): Change => {
      const before = stored.get(key);
      if (edit === null) return { tab: "parameters", kind: "removed", what: key };
      const kind = before === undefined ? "added" : "changed";
      return { tab: "parameters", kind, what: key, details: parameterDetails(before, edit) };
    }),
    ...(safeguards === undefined ? [] : safeguardChanges(base.safeguards, safeguards)),
    ...(clients === undefined
      ? []
      : [changed("clients", "what existing clients receive", detailsOf(base.clients, clients))]),
  ];
}

/** What differs between two versions of a profile. */
export function changesBetween(before: ProfileView, after: ProfileView): Change[] {
  const { description, accessRole, clients, safeguards } = after;
  const edits = withoutNothing(before, { description, accessRole, clients, safeguards });
  return [...changesOf(before, edits), ...parameterChanges(before.parameters, after.parameters)];
}

const changed = (tab: Change["tab"], what: string, details: readonly Detail[] = []): Change => ({
  tab,
  kind: "changed",
  what,
  details,
});

function roleChange(before: AccessRole | null, after: AccessRole | null): Change {
  const kind = after === null ? "removed" : before === null ? "added" : "changed";
  return { tab: "access-role", kind, what: "the access role", details: detailsOf(before ?? {}, after ?? {}) };
}

function parameterChanges(before: readonly ParameterView[], after: readonly ParameterView[]): Change[] {
  const tab = "parameters" as const;
  const was = new Map(before.map((parameter) => [parameter.key, parameter]));
  const is = new Map(after.map((parameter) => [parameter.key, parameter]));
  return [
    ...after.flatMap((parameter): Change[] => {
      const old = was.get(parameter.key);
      if (old === undefined) return [{ tab, kind: "added", what: parameter.key }];
      return isSame(old, parameter) ? [] : [{ tab, kind: "changed", what: parameter.key }];
    }),
    ...before
      .filter(({ key }) => !is.has(key))
      .map(({ key }): Change => ({ tab, kind: "removed", what: key })),
  ];
}

/** What is said of a parameter that is about to be saved: that it has a new value, and not which. */
function parameterDetails(before: ParameterView | undefined, edit: ParameterInput): Detail[] {
  const { value, secretsManager, ssm, sensitive = before?.sensitive ?? true } = edit;
  const reference = secretsManager?.secretId ?? ssm?.name;
  const source =
    reference ?? (value === undefined ? undefined : before === undefined ? "a value" : "a new value");
  const old = before?.secretsManager?.secretId ?? before?.ssm?.name ?? "";
  return [
    ...(source === undefined ? [] : [{ label: "value", from: old, to: source }]),
    ...(sensitive === (before?.sensitive ?? true)
      ? []
      : [{ label: "sensitive", from: yesOrNo(!sensitive), to: yesOrNo(sensitive) }]),
  ];
}

const yesOrNo = (value: boolean) => (value ? "yes" : "no");

function safeguardChanges(before: readonly Safeguard[], after: readonly Safeguard[]): Change[] {
  const tab = "safeguards" as const;
  const was = new Map(before.map((safeguard) => [safeguard.name, safeguard]));
  const is = new Map(after.map((safeguard) => [safeguard.name, safeguard]));
  const changes: Change[] = [
    ...after.flatMap((safeguard): Change[] => {
      const old = was.get(safeguard.name);
      if (old === undefined) return [{ tab, kind: "added", what: safeguard.name }];
      return isSame(safeguard, old) ? [] : [changed(tab, safeguard.name, detailsOf(old, safeguard))];
    }),
    ...before
      .filter(({ name }) => !is.has(name))
      .map(({ name }): Change => ({ tab, kind: "removed", what: name })),
  ];
  return changes.length > 0 ? changes : [changed(tab, "the order of the safeguards")];
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two things differ. */
function detailsOf(before: object, after: object): Detail[] {
  const from = new Map<string, unknown>(Object.entries(before));
  const to = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((field) => !isSame(from.get(field), to.get(field)))
    .map((field) => ({ label: field, from: inWords(from.get(field)), to: inWords(to.get(field)) }));
}

function inWords(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
