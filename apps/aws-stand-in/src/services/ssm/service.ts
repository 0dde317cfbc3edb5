import { z } from "zod";
import type { AwsService } from "../aws-service.ts";
import { jsonService } from "../json/json-service.ts";
import type { Operation } from "../json/operation.ts";
import { deleteParameter } from "./delete-parameter.ts";
import { getParameter } from "./get-parameter.ts";
import { getParameters } from "./get-parameters.ts";
import { labelParameterVersion } from "./label-parameter-version.ts";
import { putParameter } from "./put-parameter.ts";

const operations = new Map<string, Operation>([
  ["DeleteParameter", deleteParameter],
  ["GetParameter", getParameter],
  ["GetParameters", getParameters],
  ["LabelParameterVersion", labelParameterVersion],
  ["PutParameter", putParameter],
]);

const Named = z.object({ Names: z.array(z.string()).optional(), Name: z.string().optional() });

/** Parameter Store, a part of Systems Manager, over AWS's JSON protocol. */
export const ssm: AwsService = jsonService({
  name: "ssm",
  targetPrefix: "AmazonSSM.",
  operations,
  findId(body) {
    const { data } = Named.safeParse(body);
    return data?.Names?.join(" ") ?? data?.Name;
  },
});
