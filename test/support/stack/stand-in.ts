import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
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
  /** Returns the calls of an action so far, oldest first. */
  calls(action: string): Promise<Record<string, unknown>[]>;
}

/** Makes the control of the stand-in at an endpoint. It creates secrets in eu-central-1. */
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
    calls: async (action) => {
      const { body } = await admin("GET", "/_stand-in/calls");
      return body.calls.filter((call: { action: string }) => call.action === action);
    },
  };
}

async function createSecret(
  endpoint: string,
  roleArn: string,
  { name, value }: { readonly name: string; readonly value: string },
): Promise<string> {
  const region = "eu-central-1";
  const sts = new STSClient({ endpoint, region, credentials: DEFAULT_CREDENTIALS });
  const assume = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "test" });
  const {
    AccessKeyId = "",
    SecretAccessKey = "",
    SessionToken = "",
  } = (await sts.send(assume)).Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const secretsManager = new SecretsManagerClient({ endpoint, region, credentials });
  const { ARN = "" } = await secretsManager.send(
    new CreateSecretCommand({ Name: name, SecretString: value }),
  );
  sts.destroy();
  secretsManager.destroy();
  return ARN;
}
