import { z } from "zod";
import type { AwsService } from "../aws-service.ts";
import { jsonService } from "../json/json-service.ts";
import type { Operation } from "../json/operation.ts";
import { createSecret } from "./create-secret.ts";
import { deleteSecret } from "./delete-secret.ts";
import { describeSecret } from "./describe-secret.ts";
import { getSecretValue } from "./get-secret-value.ts";
import { listSecrets } from "./list-secrets.ts";
import { putSecretValue } from "./put-secret-value.ts";

const operations = new Map<string, Operation>([
  ["CreateSecret", createSecret],
  ["DeleteSecret", deleteSecret],
  ["DescribeSecret", describeSecret],
  ["GetSecretValue", getSecretValue],
  ["ListSecrets", listSecrets],
  ["PutSecretValue", putSecretValue],
]);

const Named = z.object({ SecretId: z.string().optional(), Name: z.string().optional() });

function findSecretId(body: unknown): string | undefined {
  const { data } = Named.safeParse(body);
  return data?.SecretId ?? data?.Name;
}

/** Secrets Manager over AWS's JSON protocol. */
export const secretsManager: AwsService = jsonService({
  name: "secretsmanager",
  targetPrefix: "secretsmanager.",
  operations,
  findId: findSecretId,
});
