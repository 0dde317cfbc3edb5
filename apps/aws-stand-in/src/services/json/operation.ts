import type { z } from "zod";
import type { CallContext } from "../aws-service.ts";

/** An operation of a service that speaks the JSON protocol: what it accepts and what it does. */
export interface Operation<Input extends z.ZodType = z.ZodType> {
  readonly input: Input;
  /** Whether a success changes the state, which then has to be saved before the response is sent. */
  readonly changes: boolean;
  run(context: CallContext, input: z.output<Input>): object;
}

/**
 * Defines an operation, whose `input` types its `run`. Parameters of AWS that the stand-in does not know are ignored.
 */
export function defineOperation<Input extends z.ZodType>(operation: Operation<Input>): Operation<Input> {
  return operation;
}
