import { secretPaths } from "@stagepass/contracts";
import type { z } from "zod";

/** What stands in place of a secret. */
export const placeholder = "…";

/**
 * A copy of what is sent, with `…` in place of each secret, as the schema marks them. The value of a parameter that says
 * beside it that it is not sensitive stays.
 */
export function hideSecrets(schema: z.ZodType, value: unknown): unknown {
  return secretPaths(schema).reduce(
    (hidden, path) => hideAt(path === "" ? [] : path.split("."), hidden),
    value,
  );
}

function hideAt([step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value === null || value === undefined ? value : placeholder;
  if (Array.isArray(value)) return step === "*" ? value.map((item) => hideAt(rest, item)) : value;
  if (typeof value !== "object" || value === null) return value;
  if (rest.length === 0 && "sensitive" in value && value.sensitive === false) return value;
  const hidden = Object.entries(value).map(([key, inner]) => [
    key,
    step === "*" || step === key ? hideAt(rest, inner) : inner,
  ]);
  return Object.fromEntries(hidden);
}
