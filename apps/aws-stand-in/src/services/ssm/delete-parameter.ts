import { z } from "zod";
import { defineOperation } from "../json/operation.ts";
import { getParameterOf } from "./find-parameter.ts";

/** Deletes a parameter with all of its versions, at once. */
export const deleteParameter = defineOperation({
  input: z.object({ Name: z.string().min(1).max(1_011) }),
  changes: true,
  run(context, { Name }) {
    context.store.state.parameters.delete(getParameterOf(context, "ssm:DeleteParameter", Name).arn);
    return {};
  },
});
