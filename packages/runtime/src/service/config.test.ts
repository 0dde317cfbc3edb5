import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, readConfig } from "./config.ts";
import type { Service } from "./service.ts";

const unbuilt = () => {
  throw new Error("not built in this test");
};
const storing: Service = {
  name: "credentials",
  env: z.object({
    CREDENTIALS_AWS_REGION: z.string().default("us-east-1"),
    CREDENTIALS_LIMIT: z.coerce.number(),
  }),
  migrations: new URL("file:///migrations/"),
  dialect: undefined,
  create: unbuilt,
};
const storeless: Service = {
  name: "safeguards",
  env: z.object({}),
  migrations: undefined,
  dialect: undefined,
  create: unbuilt,
};
const complete = {
  CREDENTIALS_NATS_URL: "nats://credentials:pw@nats:4222",
  CREDENTIALS_DATABASE_URL: "postgres://credentials:pw@postgres/stagepass",
  CREDENTIALS_LIMIT: "7",
  SAFEGUARDS_NATS_URL: "nats://safeguards:pw@nats:4222",
};

function violationsIn(env: Record<string, string>): readonly string[] {
  try {
    readConfig([storing, storeless], env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.violations;
    throw error;
  }
}

test("the configuration has a part for each service, with defaults", () => {
  const config = readConfig([storing, storeless], complete);
  expect(config.process.HTTP_PORT).toBe(4000);
  expect(config.services.get("credentials")?.own).toEqual({
    CREDENTIALS_AWS_REGION: "us-east-1",
    CREDENTIALS_LIMIT: 7,
  });
  expect(config.services.get("safeguards")?.databaseUrl).toBeUndefined();
});

test("the error of an invalid configuration names the violations of all services", () => {
  const violations = violationsIn({
    HTTP_PORT: "70000",
    CREDENTIALS_NATS_URL: "http://nats",
    CREDENTIALS_LIMIT: "many",
  });
  expect(violations).toHaveLength(5);
  for (const name of [
    "HTTP_PORT",
    "CREDENTIALS_NATS_URL",
    "CREDENTIALS_DATABASE_URL",
    "CREDENTIALS_LIMIT",
    "SAFEGUARDS_NATS_URL",
  ]) {
    expect(violations.some((violation) => violation.startsWith(`${name} `))).toBe(true);
  }
});

test("the error of an invalid configuration repeats no value, which may hold a password", () => {
  expect(
    violationsIn({ ...complete, CREDENTIALS_DATABASE_URL: "mysql://root:hunter2@db" }).join(),
  ).not.toContain("hunter2");
});
