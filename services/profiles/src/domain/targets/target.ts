import type {
  BlueprintView,
  InstanceField,
  InstanceSummary,
  InstanceView,
  None,
  ServiceField,
  ServiceSummary,
  ServiceView,
  TargetParameterView,
} from "@stagepass/contracts";
import { blueprintTitle, isBlueprint } from "../common/blueprint.ts";
import { type NextParameter, type StoredParameter, viewParameter } from "../versions/profile.ts";

/** Names a service of an app. */
export interface ServiceName {
  readonly org: string;
  readonly app: string;
  readonly service: string;
}

/** Names an instance of a service. */
export interface InstanceName extends ServiceName {
  readonly stage: string;
  readonly region: string;
}

/** Names a service, or with stage and region one of its instances. */
export type TargetName = ServiceName & {
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
};

/** A key that has no value here, and hides one that is set further away. */
export interface StoredNone {
  readonly key: string;
  readonly isNone: true;
  readonly valueId: string;
  readonly setAt: Date;
}

/** A parameter as it is stored. */
export type TargetParameter = StoredParameter | StoredNone;

/** A parameter that is about to be stored. A key without a value keeps what is stored, unless that is null. */
export type NextTargetParameter =
  | NextParameter
  | { readonly key: string; readonly isNone: true; readonly stored: StoredNone | null };

interface Fields<Parameter> {
  readonly description: string;
  readonly provider: string | None | null;
  readonly inherits: boolean;
  readonly requiredParameters: readonly string[];
  readonly parameters: readonly Parameter[];
}

/** What services and instances can have set on them, or either of them. The other has what says nothing. */
export type TargetField = ServiceField | InstanceField;

/** What a service or an instance is about to hold: every field of the contracts, so that none can be forgotten here. */
export type NextTarget = Pick<Fields<NextTargetParameter>, TargetField>;

/** A service, or an instance if it has a stage and a region. Removed ones keep what is set on them. */
export interface Target extends Pick<Fields<TargetParameter>, TargetField> {
  /** What stored values are bound to. It never changes. */
  readonly id: string;
  readonly service: string;
  readonly stage: string | null;
  readonly region: string | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly removedAt: Date | null;
}

/** A service or an instance in a list. */
export type TargetRow = Omit<Target, "parameters" | "requiredParameters">;

/** The name of a service, an instance or a blueprint in a sentence. */
export function titleOf({ app, service, stage, region }: TargetName): string {
  if (isBlueprint({ service })) return blueprintTitle({ app, stage: stage ?? null });
  const name = JSON.stringify(service);
  return stage === undefined
    ? `service ${name} of ${app}`
    : `instance ${JSON.stringify(stage)} in ${region} of the service ${name} of ${app}`;
}

/** Returns a service as the API shows it: with the keys of its parameters, and never a value. */
export function viewService({ parameters, requiredParameters, ...row }: Target): ServiceView {
  return {
    ...viewServiceRow(row),
    requiredParameters: [...requiredParameters],
    parameters: parameters.map(viewTargetParameter),
  };
}

/** Returns an instance as the API shows it: with the keys of its parameters, and never a value. */
export function viewInstance({ parameters, requiredParameters: _none, ...row }: Target): InstanceView {
  return { ...viewInstanceRow(row), parameters: parameters.map(viewTargetParameter) };
}

/** Returns a blueprint as the API shows it: with the keys of its parameters, and never a value. */
export function viewBlueprint({ stage, provider, inherits, parameters, ...row }: Target): BlueprintView {
  const { removedAt: _none, ...stamps } = stampsOf(row);
  return { stage, provider, inherits, parameters: parameters.map(viewTargetParameter), ...stamps };
}

/** Returns a service as a list shows it. */
export function viewServiceRow(row: TargetRow): ServiceSummary {
  const { service, description, provider } = row;
  return { name: service, description, provider, ...stampsOf(row) };
}

/** Returns an instance as a list shows it. */
export function viewInstanceRow(row: TargetRow): InstanceSummary {
  const { service, stage, region, provider, inherits } = row;
  return { service, stage: stage ?? "", region: region ?? "", provider, inherits, ...stampsOf(row) };
}

function stampsOf({
  revision,
  createdAt,
  updatedAt,
  removedAt,
}: Pick<Target, "revision" | "createdAt" | "updatedAt" | "removedAt">) {
  return {
    revision,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    removedAt: removedAt?.toISOString() ?? null,
  };
}

function viewTargetParameter(parameter: TargetParameter): TargetParameterView {
  if (!("isNone" in parameter)) return viewParameter(parameter);
  return { key: parameter.key, none: true, updatedAt: parameter.setAt.toISOString() };
}
