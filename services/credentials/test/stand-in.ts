import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { DEFAULT_CREDENTIALS, startAwsStandIn } from "@stagepass/aws-stand-in";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { type Aws, type AwsOptions, openAws } from "../src/aws/clients.ts";

const Calls = z.object({
  calls: z.array(
    z.looseObject({
      action: z.string(),
      outcome: z.string(),
      region: z.string().optional(),
      tags: z.record(z.string(), z.string()).optional(),
      secretId: z.string().optional(),
    }),
  ),
});

/** A stand-in for AWS that belongs to the running test. */
export interface TestAws {
  readonly url: string;
  /** Makes clients that call it as Stagepass's own identity, unless the options name another. */
  open(options?: Partial<AwsOptions>): Aws;
  /** Sets what a role's trust policy requires. */
  trust(roleArn: string, trust: Readonly<Record<string, unknown>>): Promise<void>;
  /** Makes the next calls fail. */
  fail(fault: { service: "sts" | "secretsmanager" | "ssm"; kind: string; times?: number }): Promise<void>;
  calls(action: string): Promise<z.output<typeof Calls>["calls"]>;
  /** Creates a secret in the account of a role. Returns its ARN. */
  createSecret(secret: {
    roleArn: string;
    region: string;
    name: string;
    value: string | Uint8Array;
  }): Promise<string>;
  /** Stores a SecureString in the account of a role, as the newest version of its name. */
  putParameter(parameter: { roleArn: string; region: string; name: string; value: string }): Promise<void>;
  /** Returns the credentials of a session of a role. */
  sessionOf(roleArn: string): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>;
}

/** Starts a stand-in for AWS that is stopped when the running test is finished. */
export async function startTestAws(): Promise<TestAws> {
  const { url, close } = await startAwsStandIn();
  onTestFinished(close);
  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_stand-in/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const connection = { endpoint: url, region: "us-east-1" };
  const sessionOf: TestAws["sessionOf"] = async (roleArn) => {
    const sts = new STSClient({ ...connection, credentials: DEFAULT_CREDENTIALS });
    const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "test" });
    const { Credentials } = await sts.send(command);
    sts.destroy();
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  };
  return {
    url,
    sessionOf,
    open(options) {
      const aws = openAws({ ...connection, credentials: DEFAULT_CREDENTIALS, ...options });
      onTestFinished(() => aws.close());
      return aws;
    },
    trust: async (roleArn, trust) => {
      await admin("PUT", `roles/${encodeURIComponent(roleArn)}`, trust);
    },
    fail: async (fault) => {
      await admin("PUT", "faults", fault);
    },
    calls: async (action) =>
      Calls.parse(await admin("GET", "calls")).calls.filter((call) => call.action === action),
    async putParameter({ roleArn, region, name, value }) {
      const client = new SSMClient({ endpoint: url, region, credentials: await sessionOf(roleArn) });
      const content = { Name: name, Value: value, Type: "SecureString", Overwrite: true } as const;
      await client.send(new PutParameterCommand(content));
      client.destroy();
    },
    async createSecret({ roleArn, region, name, value }) {
      const client = new SecretsManagerClient({
        endpoint: url,
        region,
        credentials: await sessionOf(roleArn),
      });
      const content = typeof value === "string" ? { SecretString: value } : { SecretBinary: value };
      const { ARN = "" } = await client.send(new CreateSecretCommand({ Name: name, ...content }));
      client.destroy();
      return ARN;
    },
  };
}
