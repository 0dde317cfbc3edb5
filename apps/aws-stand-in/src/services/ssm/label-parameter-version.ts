import { z } from "zod";
import { AwsError } from "../../http/aws-error.ts";
import { defineOperation } from "../json/operation.ts";
import { getParameterOf } from "./find-parameter.ts";

/** Moves labels to a version of a parameter, by default to its newest one. */
export const labelParameterVersion = defineOperation({
  input: z.object({
    Name: z.string().min(1).max(2_048),
    ParameterVersion: z.int().optional(),
    Labels: z.array(z.string().min(1).max(100)).min(1).max(10),
  }),
  changes: true,
  run(context, { Name, ParameterVersion, Labels }) {
    const { versions } = getParameterOf(context, "ssm:LabelParameterVersion", Name);
    const labelled = versions.find(({ version }) => version === ParameterVersion) ?? versions.at(-1);
    if (labelled === undefined || ![undefined, labelled.version].includes(ParameterVersion)) {
      throw new AwsError(
        "ParameterVersionNotFound",
        `Systems Manager could not find that version of ${Name}.`,
      );
    }
    const isValid = (label: string) => /^(?!\d|aws|ssm)[\w.-]+$/i.test(label);
    const labels = Labels.filter(isValid);
    for (const version of versions) version.labels = version.labels.filter((it) => !labels.includes(it));
    labelled.labels.push(...labels);
    return {
      InvalidLabels: Labels.filter((label) => !isValid(label)),
      ParameterVersion: labelled.version,
    };
  },
});
