import type {
  AccessRole,
  ParameterInput,
  ParameterView,
  ProfileClients,
  ProfilePatch,
  ProfileView,
  Safeguard,
} from "@stagepass/contracts";

/** What is to become of a parameter: it is set, or removed. */
export type ParameterEdit = ParameterInput | null;

/**
 * What somebody has changed in a profile and not saved yet. Only changes stand here, so that they can be put on top of a
 * version that somebody else has saved meanwhile.
 */
export interface ProfileEdits {
  readonly description?: string;
  readonly accessRole?: AccessRole | null;
  readonly clients?: ProfileClients;
  readonly safeguards?: readonly Safeguard[];
  /** By key. */
  readonly parameters?: Readonly<Record<string, ParameterEdit>>;
}

/** A parameter as the page shows it: as it is stored, or as it will be. */
export interface DraftParameter {
  readonly key: string;
  readonly sensitive: boolean;
  readonly stored: ParameterView | undefined;
  readonly edit: ParameterEdit | undefined;
}

/** A profile as it would be after saving. */
export interface DraftProfile {
  readonly description: string;
  readonly accessRole: AccessRole | null;
  readonly clients: ProfileClients;
  readonly safeguards: readonly Safeguard[];
  readonly parameters: readonly DraftParameter[];
}

/** Puts the changes on top of a version. A removed parameter stays in the list, so that it can be brought back. */
export function apply(base: ProfileView, edits: ProfileEdits): DraftProfile {
  return {
    description: edits.description ?? base.description,
    accessRole: edits.accessRole === undefined ? base.accessRole : edits.accessRole,
    clients: edits.clients ?? base.clients,
    safeguards: edits.safeguards ?? base.safeguards,
    parameters: parametersOf(base, edits.parameters ?? {}),
  };
}

function parametersOf(base: ProfileView, edits: Readonly<Record<string, ParameterEdit>>): DraftParameter[] {
  const stored = new Map(base.parameters.map((parameter) => [parameter.key, parameter]));
  const keys = [...stored.keys(), ...Object.keys(edits).filter((key) => !stored.has(key))];
  return keys.sort().map((key) => {
    const edit = edits[key];
    const before = stored.get(key);
    return { key, sensitive: edit?.sensitive ?? before?.sensitive ?? true, stored: before, edit };
  });
}

/** Leaves out what is as it was, so that a change that was taken back is none. */
export function withoutNothing(base: ProfileView, edits: ProfileEdits): ProfileEdits {
  const stored = new Set(base.parameters.map(({ key }) => key));
  const parameters = Object.entries(edits.parameters ?? {}).filter(
    ([key, edit]) => edit !== null || stored.has(key),
  );
  return {
    ...(edits.description === undefined || edits.description === base.description
      ? {}
      : { description: edits.description }),
    ...(isSame(edits.accessRole, base.accessRole) ? {} : { accessRole: edits.accessRole }),
    ...(isSame(edits.clients, base.clients) ? {} : { clients: edits.clients }),
    ...(isSame(edits.safeguards, base.safeguards) ? {} : { safeguards: edits.safeguards }),
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  };
}

const isSame = (edited: unknown, stored: unknown) =>
  edited === undefined || JSON.stringify(edited) === JSON.stringify(stored);

/** The request that saves the changes. Values of parameters that did not change are not in it: the server keeps them. */
export function patchOf(base: ProfileView, edits: ProfileEdits): ProfilePatch {
  const { parameters, safeguards, ...rest } = edits;
  return {
    ...rest,
    ...(safeguards === undefined ? {} : { safeguards: [...safeguards] }),
    ...(parameters === undefined
      ? {}
      : {
          parameters: parametersOf(base, parameters).flatMap(({ key, edit }) =>
            edit === null ? [] : [edit ?? { key }],
          ),
        }),
  };
}
