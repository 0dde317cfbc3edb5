import {
  CreateSecretCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { devRoleArn, exampleSecret, prodRoleArn } from "./example-profiles.ts";
import { exampleSsmParameter } from "./example-providers.ts";

const { region } = exampleSecret;
type Credentials = Awaited<ReturnType<typeof assumeExampleRole>>;

/** Creates what the example's references name in the stand-in, each in the account of its role, if it is not there yet. */
export async function createExampleValues(endpoint: string): Promise<void> {
  await createSecret(endpoint, await assumeExampleRole(endpoint, prodRoleArn));
  await putSsmParameter(endpoint, await assumeExampleRole(endpoint, devRoleArn));
}

async function assumeExampleRole(endpoint: string, roleArn: string) {
  const sts = new STSClient({ endpoint, region, credentials: DEFAULT_CREDENTIALS });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "stagepass-example" }),
  );
  sts.destroy();
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error("The stand-in for AWS gave no credentials for the example's role.");
  }
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function createSecret(endpoint: string, credentials: Credentials): Promise<void> {
  const { name, value } = exampleSecret;
  const secretsManager = new SecretsManagerClient({ endpoint, region, credentials });
  try {
    await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  } finally {
    secretsManager.destroy();
  }
}

async function putSsmParameter(endpoint: string, credentials: Credentials): Promise<void> {
  const { name, value } = exampleSsmParameter;
  const ssm = new SSMClient({ endpoint, region, credentials });
  try {
    await ssm.send(
      new PutParameterCommand({ Name: name, Value: value, Type: "SecureString", Overwrite: true }),
    );
  } finally {
    ssm.destroy();
  }
}
