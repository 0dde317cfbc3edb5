import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { defineOperation } from "../json/operation.ts";
import { findParameter, findVersion, parseName, view } from "./find-parameter.ts";

/** Returns up to ten parameters, and lists those that do not exist. One that may not be read fails all of them. */
export const getParameters = defineOperation({
  input: z.object({
    Names: z
      .array(z.string().min(1).max(2_048))
      .min(1)
      .max(10, "Member must have length less than or equal to 10"),
    WithDecryption: z.boolean().default(false),
  }),
  changes: false,
  run(context, { Names, WithDecryption }) {
    if (new Set(Names.map((name) => parseName(name).nameOrArn)).size < Names.length) {
      throw new AwsError("ValidationException", "The request names a parameter more than once.");
    }
    const found = Names.map((name) => {
      const { nameOrArn, selector } = parseName(name);
      const parameter = findParameter(context, "ssm:GetParameters", nameOrArn);
      const version = parameter && findVersion(parameter, selector);
      return parameter && version && view(parameter, version, { selector, decrypt: WithDecryption });
    });
    return {
      Parameters: found.filter((it) => it !== undefined),
      InvalidParameters: Names.filter((_, at) => found[at] === undefined),
    };
  },
});
