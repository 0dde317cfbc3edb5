import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { apiAt } from "./api.ts";

/** Prepares the stand-in for AWS of a running stack. */
export interface StandInControl {
  /** Sets what a role requires of a caller who assumes it. */
  trust(roleArn: string, trust: object): Promise<void>;
  /** Makes the next calls of an action fail. */
  fail(fault: {
    service: "sts" | "secretsmanager";
    action: string;
    kind: string;
    times: number;
  }): Promise<void>;
  /** Ends all failures. */
  heal(): Promise<void>;
  /** Creates a secret in the account of a role, with a session of that role. Returns its ARN. */
  createSecret(roleArn: string, name: string, value: string): Promise<string>;
  /** Stores a SecureString in the account of a role, with a session of that role. */
  putParameter(roleArn: string, name: string, value: string): Promise<void>;
  /** Returns the calls of an action so far, oldest first. */
  calls(action: string): Promise<Record<string, unknown>[]>;
}

/** Makes the control of the stand-in at an endpoint. It stores values in eu-central-1. */
export function controlStandIn(endpoint: string): StandInControl {
  const admin = apiAt(endpoint);
  const put = async (path: string, body: object) => {
    const answer = await admin("PUT", `/_stand-in/${path}`, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  };
  return {
    trust: (roleArn, trust) => put(`roles/${encodeURIComponent(roleArn)}`, trust),
    fail: (fault) => put("faults", fault),
    heal: async () => {
      await admin("DELETE", "/_stand-in/faults");
    },
    createSecret: async (roleArn, name, value) => createSecret(endpoint, roleArn, { name, value }),
    putParameter: async (roleArn, name, value) => putParameter(endpoint, roleArn, { name, value }),
    calls: async (action) => {
      const { body } = await admin("GET", "/_stand-in/calls");
      return body.calls.filter((call: { action: string }) => call.action === action);
    },
  };
}

interface Named {
  readonly name: string;
  readonly value: string;
}

const region = "eu-central-1";

async function credentialsOf(endpoint: string, roleArn: string) {
  const sts = new STSClient({ endpoint, region, credentials: DEFAULT_CREDENTIALS });
  const assume = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "test" });
  const {
    AccessKeyId = "",
    SecretAccessKey = "",
    SessionToken = "",
  } = (await sts.send(assume)).Credentials ?? {};
  sts.destroy();
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function createSecret(endpoint: string, roleArn: string, { name, value }: Named): Promise<string> {
  const credentials = await credentialsOf(endpoint, roleArn);
  const secretsManager = new SecretsManagerClient({ endpoint, region, credentials });
  const { ARN = "" } = await secretsManager.send(
    new CreateSecretCommand({ Name: name, SecretString: value }),
  );
  secretsManager.destroy();
  return ARN;
}

async function putParameter(endpoint: string, roleArn: string, { name, value }: Named): Promise<void> {
  const ssm = new SSMClient({ endpoint, region, credentials: await credentialsOf(endpoint, roleArn) });
  await ssm.send(new PutParameterCommand({ Name: name, Value: value, Type: "SecureString" }));
  ssm.destroy();
}
