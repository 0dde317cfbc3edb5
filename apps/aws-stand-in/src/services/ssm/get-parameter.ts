import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { defineOperation } from "../json/operation.ts";
import { findVersion, getParameterOf, parseName, view } from "./find-parameter.ts";

/** Returns one parameter: its newest version, or the one with the version number or label after a colon. */
export const getParameter = defineOperation({
  input: z.object({ Name: z.string().min(1).max(2_048), WithDecryption: z.boolean().default(false) }),
  changes: false,
  run(context, { Name, WithDecryption }) {
    const { nameOrArn, selector } = parseName(Name);
    const parameter = getParameterOf(context, "ssm:GetParameter", nameOrArn);
    const version = findVersion(parameter, selector);
    if (version === undefined) {
      const message = `Systems Manager could not find version ${selector} of ${nameOrArn}.`;
      throw new AwsError("ParameterVersionNotFound", message);
    }
    return { Parameter: view(parameter, version, { selector, decrypt: WithDecryption }) };
  },
});
