import { ParameterInput } from "@stagepass/contracts";
import type { DraftParameter } from "../draft/edits.ts";

/** Where the value of a parameter is: in Stagepass, or in AWS. */
export type SourceKind = "value" | "secretsManager" | "ssm";

/** What somebody has typed for a parameter. */
export interface TypedParameter {
  readonly key: string;
  readonly sensitive: boolean;
  readonly kind: SourceKind;
  readonly value: string;
  /** The name or ARN in AWS. */
  readonly id: string;
  /** The key in a JSON secret, or empty for all of it. */
  readonly jsonKey: string;
  /** The version stage of a secret, or the version or label of a parameter; empty for the current one. */
  readonly version: string;
}

export const nothingTyped: TypedParameter = {
  key: "",
  sensitive: true,
  kind: "value",
  value: "",
  id: "",
  jsonKey: "",
  version: "",
};

/** The names of the fields of a form for a parameter. */
export type ParameterFieldName = "key" | "value" | "id" | "jsonKey" | "version";

/** A parameter to save, or what is wrong with what was typed, by field. */
export type ReadParameter =
  | { readonly input: ParameterInput; readonly errors: null }
  | { readonly input: null; readonly errors: Partial<Record<ParameterFieldName, string>> };

/** Reads what was typed by the rules of the contracts. */
export function readParameter(typed: TypedParameter): ReadParameter {
  const { data, error } = ParameterInput.safeParse({
    key: typed.key.trim(),
    sensitive: typed.sensitive,
    ...sourceOf(typed),
  });
  if (data !== undefined) return { input: data, errors: null };
  const errors: Partial<Record<ParameterFieldName, string>> = {};
  for (const { path, message } of error?.issues ?? []) {
    const last = path.at(-1);
    const field = fields[typeof last === "string" ? last : ""] ?? "value";
    errors[field] ??= message;
  }
  return { input: null, errors };
}

const fields: Readonly<Record<string, ParameterFieldName>> = {
  key: "key",
  secretId: "id",
  name: "id",
  jsonKey: "jsonKey",
  versionStage: "version",
  version: "version",
  label: "version",
};

function sourceOf({ kind, value, id, jsonKey, version }: TypedParameter) {
  const at = version.trim();
  if (kind === "value") return { value };
  if (kind === "secretsManager")
    return {
      secretsManager: {
        secretId: id.trim(),
        ...(jsonKey === "" ? {} : { jsonKey }),
        ...(at === "" ? {} : { versionStage: at }),
      },
    };
  const isNumber = /^\d+$/.test(at);
  return {
    ssm: {
      name: id.trim(),
      ...(at === "" ? {} : isNumber ? { version: Number(at) } : { label: at }),
    },
  };
}

/** What the list says about where a value is. */
export function describeSource({
  secretsManager,
  ssm,
}: Pick<ParameterInput, "secretsManager" | "ssm">): string | undefined {
  if (secretsManager !== undefined) {
    const { secretId, jsonKey, versionStage } = secretsManager;
    return [secretId, jsonKey, versionStage].filter((part) => part !== undefined).join(" · ");
  }
  if (ssm === undefined) return undefined;
  return [ssm.name, ssm.label ?? ssm.version].filter((part) => part !== undefined).join(" · ");
}

/** Whether a change of a parameter gives it another value or reference. */
export function hasSource(edit: ParameterInput | null | undefined): boolean {
  return edit?.value !== undefined || edit?.secretsManager !== undefined || edit?.ssm !== undefined;
}

/** The reference that a parameter will have: the new one, or else the one that is stored. */
export function sourceIn({
  stored,
  edit,
}: Pick<DraftParameter, "stored" | "edit">): Pick<ParameterInput, "secretsManager" | "ssm"> {
  return (hasSource(edit) ? edit : stored) ?? {};
}
