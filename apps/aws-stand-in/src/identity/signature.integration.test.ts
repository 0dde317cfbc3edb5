import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsStandIn, DEFAULT_CREDENTIALS, startAwsStandIn } from "../server.ts";

const ROLE = "arn:aws:iam::222222222222:role/deploy";

let standIn: AwsStandIn;
beforeEach(async () => {
  standIn = await startAwsStandIn();
});
afterEach(() => standIn.close());

function clientOptions(credentials: object = {}) {
  return {
    endpoint: standIn.url,
    region: "eu-central-1",
    maxAttempts: 1,
    credentials: { ...DEFAULT_CREDENTIALS, ...credentials },
  };
}

const sts = (credentials?: object) => new STSClient(clientOptions(credentials));
const secrets = (credentials?: object) => new SecretsManagerClient(clientOptions(credentials));
const whoami = new GetCallerIdentityCommand({});
const readDb = new GetSecretValueCommand({ SecretId: "db" });

async function session(client = sts()) {
  const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "dep_1" });
  const { Credentials } = await client.send(command);
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
}

test.each([
  [
    "an unknown key",
    { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
    "InvalidClientTokenId",
    "UnrecognizedClientException",
  ],
  ["another secret", { secretAccessKey: "wrong" }, "SignatureDoesNotMatch", "InvalidSignatureException"],
  [
    "a token nobody issued",
    { sessionToken: "forged" },
    "InvalidClientTokenId",
    "UnrecognizedClientException",
  ],
])(
  "a call signed with %s fails with each service's own error",
  async (_what, credentials, forSts, forSecrets) => {
    await expect(sts(credentials).send(whoami)).rejects.toMatchObject({
      name: forSts,
      $metadata: { httpStatusCode: 403 },
    });
    await expect(secrets(credentials).send(readDb)).rejects.toMatchObject({
      name: forSecrets,
      $metadata: { httpStatusCode: 400 },
    });
  },
);

test("a signature of temporary keys is valid only with the token that belongs to them", async () => {
  const [one, other] = [await session(), await session()];
  const { sessionToken: _left, ...withoutToken } = one;
  await expect(sts(withoutToken).send(whoami)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  await expect(sts({ ...one, sessionToken: other.sessionToken }).send(whoami)).rejects.toMatchObject({
    name: "InvalidClientTokenId",
  });
  expect(await sts(one).send(whoami)).toMatchObject({ Account: "222222222222" });
});

test.each([
  [-301_000, "Signature expired: "],
  [301_000, "Signature not yet current: "],
])("a signature made %i ms away from the stand-in's clock is refused", async (systemClockOffset, message) => {
  const client = new STSClient({ ...clientOptions(), systemClockOffset });
  await expect(client.send(whoami)).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
    message: expect.stringContaining(message),
  });
});

test("a client with a wrong clock succeeds once it has read the stand-in's time", async () => {
  await standIn.close();
  standIn = await startAwsStandIn({ now: () => new Date(Date.now() + 3_600_000) });
  const client = new STSClient({ ...clientOptions(), maxAttempts: 2 });
  expect(await client.send(whoami)).toMatchObject({ Account: DEFAULT_CREDENTIALS.accountId });
});

test("a signature is not valid for another body, another header value or an added x-amz header", async () => {
  for (const change of [
    (request: SignedRequest) => ({
      ...request,
      body: request.body.replace("GetCallerIdentity", "AssumeRole"),
    }),
    (request: SignedRequest) => ({ ...request, headers: { ...request.headers, "x-amz-extra": "1" } }),
    (request: SignedRequest) => ({
      ...request,
      headers: { ...request.headers, "x-amz-user-agent": "other" },
    }),
  ]) {
    const answer = await replay(await capture(), change);
    expect(answer).toContain("<Code>SignatureDoesNotMatch</Code>");
  }
  expect(await replay(await capture(), (request) => request)).toContain("GetCallerIdentityResult");
});

test.each([
  [{}, "MissingAuthenticationToken"],
  [{ authorization: "Basic abc" }, "IncompleteSignature"],
  [{ authorization: "AWS4-HMAC-SHA256 Credential=,,==, SignedHeaders" }, "IncompleteSignature"],
])("a request with the headers %j has no valid signature", async (headers, code) => {
  const answer = await fetch(standIn.url, { method: "POST", headers, body: "Action=GetCallerIdentity" });
  expect(await answer.text()).toContain(`<Code>${code}</Code>`);
});

interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Returns the request that the SDK would send for GetCallerIdentity. */
async function capture(): Promise<SignedRequest> {
  const client = sts();
  let captured: SignedRequest | undefined;
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers, body } = args.request as SignedRequest; // the SDK types a request as unknown
      captured = { headers: { ...headers }, body };
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await client.send(whoami);
  if (captured === undefined) throw new Error("nothing was sent");
  return captured;
}

async function replay(request: SignedRequest, change: (request: SignedRequest) => SignedRequest) {
  const { headers, body } = change(request);
  const { host: _host, "content-length": _length, ...sent } = headers;
  return (await fetch(standIn.url, { method: "POST", headers: sent, body })).text();
}
