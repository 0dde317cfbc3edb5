import { expect, test } from "vitest";
import { Config, ownCredentials } from "./config.ts";

test("needs nothing: the SDK finds an identity itself", () => {
  const config = Config.parse({});
  expect(config.CREDENTIALS_AWS_REGION).toBe("us-east-1");
  expect(ownCredentials(config)).toBeUndefined();
});

test("takes a key pair", () => {
  const config = Config.parse({
    CREDENTIALS_AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    CREDENTIALS_AWS_SECRET_ACCESS_KEY: "secret",
  });
  expect(ownCredentials(config)).toEqual({ accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" });
});

test.each([
  ["CREDENTIALS_AWS_ACCESS_KEY_ID", "CREDENTIALS_AWS_SECRET_ACCESS_KEY"],
  ["CREDENTIALS_AWS_SECRET_ACCESS_KEY", "CREDENTIALS_AWS_ACCESS_KEY_ID"],
])("refuses %s without its other half, and does not repeat it", (present, missing) => {
  const { error } = Config.safeParse({ [present]: "half-a-pair" });
  expect(error?.issues).toMatchObject([{ path: [missing], message: `is required beside ${present}` }]);
  expect(JSON.stringify(error)).not.toContain("half-a-pair");
});

test.each([
  { CREDENTIALS_AWS_REGION: "Frankfurt" },
  { CREDENTIALS_AWS_PRINCIPAL_ARN: "arn:aws:sts::111111111111:assumed-role/stagepass/task-1" },
  { CREDENTIALS_AWS_PRINCIPAL_ARN: "arn:aws:iam::111111111111:root" },
  { CREDENTIALS_AWS_PRINCIPAL_ARN: "arn:aws:iam::111111111111:role/*" },
  { CREDENTIALS_AWS_ENDPOINT: "localhost:4566" },
  { CREDENTIALS_AWS_ENDPOINT: "file:///etc/passwd" },
])("refuses %o", (env) => {
  expect(Config.safeParse(env).success).toBe(false);
});
