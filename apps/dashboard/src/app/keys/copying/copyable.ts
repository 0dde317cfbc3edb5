import type { TargetParameterView } from "@stagepass/contracts";

/** A key that can be copied, and what is there under its name. */
export interface Copyable {
  readonly key: string;
  readonly isSensitive: boolean;
  /** Whether the value stays in AWS and only the reference to it is copied. */
  readonly isReference: boolean;
  /** Whether the place that it is copied to has the key. */
  readonly isThere: boolean;
}

/** The keys that have a value to copy, each with what copying it would do. No value is compared: nobody can read one. */
export function copyable(
  source: readonly TargetParameterView[],
  target: readonly TargetParameterView[],
): Copyable[] {
  const there = new Map(target.map((parameter) => [parameter.key, parameter]));
  return source.flatMap((parameter): Copyable[] => {
    if ("none" in parameter) return [];
    const { key, sensitive, secretsManager, ssm } = parameter;
    const other = there.get(key);
    const wasSensitive = other !== undefined && "sensitive" in other && other.sensitive;
    return [
      {
        key,
        isSensitive: sensitive || wasSensitive,
        isReference: (secretsManager ?? ssm) !== undefined,
        isThere: other !== undefined,
      },
    ];
  });
}
