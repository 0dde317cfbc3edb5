import {
  CreateSecretCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { exampleSecret, prodRoleArn } from "./example-profiles.ts";

/** Creates the storefront's secret in the stand-in, in the account of its role, if it does not exist yet. */
export async function createExampleSecret(endpoint: string): Promise<void> {
  const { name, region, value } = exampleSecret;
  const sts = new STSClient({ endpoint, region, credentials: DEFAULT_CREDENTIALS });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: prodRoleArn, RoleSessionName: "stagepass-example" }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error("The stand-in for AWS gave no credentials for the example's role.");
  }
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const secretsManager = new SecretsManagerClient({ endpoint, region, credentials });
  try {
    await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  } finally {
    secretsManager.destroy();
    sts.destroy();
  }
}
