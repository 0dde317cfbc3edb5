import { z } from "zod";
import { ParameterContent, ParameterInput, ParameterView } from "./parameter.ts";

/** Says that nothing is to apply, not even what is set further away. No name is spelled like it. */
export const None = z.strictObject({ none: z.literal(true) });
export type None = z.infer<typeof None>;

const none = { none: z.literal(true).optional() };
const isAlone = (given: { none?: true | undefined; key?: unknown }) =>
  given.none === undefined || Object.entries(given).every(([name, value]) => fits(name, value));
const fits = (name: string, value: unknown) => name === "none" || name === "key" || value === undefined;
const alone = { path: ["none"], message: "says that there is no value: give nothing else beside it" };

/**
 * A parameter of a service or an instance as it is saved: like one of a profile, or with `none`, which hides the value
 * that is set further away.
 */
export const TargetParameterInput = ParameterInput.safeExtend(none).refine(isAlone, alone);
export type TargetParameterInput = z.infer<typeof TargetParameterInput>;

/** A parameter of a service or an instance that is saved by itself: its key is in the path. */
export const TargetParameterContent = ParameterContent.safeExtend(none).refine(isAlone, alone);
export type TargetParameterContent = z.infer<typeof TargetParameterContent>;

/** A parameter of a service or an instance as it is read: that it is set, without its value, or that it has none. */
export const TargetParameterView = z.union([
  ParameterView,
  z.object({ key: z.string(), ...None.shape, updatedAt: z.iso.datetime() }),
]);
export type TargetParameterView = z.infer<typeof TargetParameterView>;
