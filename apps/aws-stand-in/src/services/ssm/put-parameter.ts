import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import type { Parameter } from "../../state/parameter.ts";
import { defineOperation } from "../json/operation.ts";
import { arnOf, findParameter } from "./find-parameter.ts";

// AWS keeps the last 100 versions.
const MAX_VERSIONS = 100;

/** Creates a parameter, or adds a version to it where the request says that it may be overwritten. */
export const putParameter = defineOperation({
  input: z.object({
    Name: z
      .string()
      .max(1_011)
      .regex(
        /^(?:\/?[\w.-]+)(?:\/[\w.-]+){0,14}$/,
        "Parameter name must be valid: letters, digits, and . - _ in at most 15 levels",
      )
      .refine((name) => !/^\/?(?:aws|ssm)/i.test(name), "No access to reserved parameter name"),
    Value: z
      .string()
      .min(1)
      .refine(
        (text) => Buffer.byteLength(text) <= 8_192,
        "Member must have length less than or equal to 8192",
      ),
    Type: z.enum(["String", "StringList", "SecureString"]).optional(),
    Overwrite: z.boolean().default(false),
  }),
  changes: true,
  run(context, { Name, Value, Type, Overwrite }) {
    const existing = findParameter(context, "ssm:PutParameter", Name);
    const arn = arnOf(context, Name);
    if (context.store.state.parameters.has(arn) && (existing === undefined || !Overwrite)) {
      const message = "The parameter already exists. To overwrite this value, set the overwrite option.";
      throw new AwsError("ParameterAlreadyExists", message);
    }
    const type = Type ?? existing?.versions.at(-1)?.type;
    if (type === undefined) throw new AwsError("ValidationException", "A parameter type is required.");
    const { accountId } = context.caller;
    const parameter: Parameter = existing ?? {
      arn,
      name: Name,
      accountId,
      region: context.region,
      versions: [],
    };
    const version = (parameter.versions.at(-1)?.version ?? 0) + 1;
    const createdAtMs = context.now.getTime();
    parameter.versions.push({ version, labels: [], type, value: Value, createdAtMs });
    parameter.versions = parameter.versions.slice(-MAX_VERSIONS);
    context.store.state.parameters.set(arn, parameter);
    return { Version: version, Tier: Buffer.byteLength(Value) > 4_096 ? "Advanced" : "Standard" };
  },
});
