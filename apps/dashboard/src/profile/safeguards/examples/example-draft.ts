import type { SafeguardExample } from "@stagepass/contracts";

type Input = SafeguardExample["input"];
type TypedTarget = Partial<Input["target"]>;
type TypedInput = Partial<Omit<Input, "target">> & { readonly target?: TypedTarget | undefined };

/** An example as it is typed: its target says what matters, and the defaults are not filled in. */
export type TypedExample = Omit<SafeguardExample, "input"> & { readonly input: TypedInput };

/** An example that says nothing yet. */
export const newExample: TypedExample = { name: "", input: {}, expect: "failed" };

/** The example with another input. What is empty is left out, so that the default of it applies. */
export function withInput(example: TypedExample, part: TypedInput): TypedExample {
  return { ...example, input: filled({ ...example.input, ...part }) };
}

/** The example with another target. */
export function withTarget(example: TypedExample, part: Partial<TypedTarget>): TypedExample {
  const target = filled({ ...example.input.target, ...part });
  return withInput(example, { target: Object.keys(target).length === 0 ? undefined : target });
}

/** An example as it is saved: without a name that is empty. */
export function withoutEmptyName<T extends { readonly name?: string | undefined }>(example: T): T {
  if (example.name !== "") return example;
  const { name: _, ...rest } = example;
  return rest as T; // its name may be left out
}

/** A template as text, to be edited. */
export function templateText({ input: { template } }: TypedExample): string {
  if (template === undefined) return "";
  return typeof template === "string" ? template : JSON.stringify(template, null, 2);
}

function filled<T extends object>(fields: T): T {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(kept) as T; // fields that may be left out
}
