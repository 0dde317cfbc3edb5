import { expect, test } from "vitest";
import { Config, ownCredentials } from "./config.ts";

test("the configuration may be empty, since the SDK can find an identity itself", () => {
  const config = Config.parse({});
  expect(config.CREDENTIALS_AWS_REGION).toBe("us-east-1");
  expect(ownCredentials(config)).toBeUndefined();
});

test("the configuration accepts a key pair", () => {
  const config = Config.parse({
    CREDENTIALS_AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    CREDENTIALS_AWS_SECRET_ACCESS_KEY: "secret",
  });
  expect(ownCredentials(config)).toEqual({ accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" });
});

test.each([
  ["CREDENTIALS_AWS_ACCESS_KEY_ID", "CREDENTIALS_AWS_SECRET_ACCESS_KEY"],
  ["CREDENTIALS_AWS_SECRET_ACCESS_KEY", "CREDENTIALS_AWS_ACCESS_KEY_ID"],
])(
  "the configuration is invalid with %s and without %s, and does not repeat the value",
  (present, missing) => {
    const { error } = Config.safeParse({ [present]: "half-a-pair" });
    expect(error?.issues).toMatchObject([{ path: [missing], message: `is required beside ${present}` }]);
    expect(JSON.stringify(error)).not.toContain("half-a-pair");
  },
);

test.each([
  { CREDENTIALS_AWS_REGION: "Frankfurt" },
  { CREDENTIALS_AWS_PRINCIPAL_ARN: "arn:aws:sts::111111111111:assumed-role/stagepass/task-1" },
  { CREDENTIALS_AWS_PRINCIPAL_ARN: "arn:aws:iam::111111111111:root" },
  { CREDENTIALS_AWS_PRINCIPAL_ARN: "arn:aws:iam::111111111111:role/*" },
  { CREDENTIALS_AWS_ENDPOINT: "localhost:4566" },
  { CREDENTIALS_AWS_ENDPOINT: "file:///etc/passwd" },
])("the configuration is invalid with %o", (env) => {
  expect(Config.safeParse(env).success).toBe(false);
});
