import { expect, test } from "vitest";
import { Config } from "./config.ts";
import { DEFAULT_CREDENTIALS } from "./server.ts";

test("an empty environment, or one of empty texts, means the documented defaults", () => {
  const defaults = { host: "127.0.0.1", port: 4010, credentials: DEFAULT_CREDENTIALS };
  expect(Config.parse({})).toEqual(defaults);
  expect(Config.parse({ AWS_STAND_IN_PORT: "", AWS_STAND_IN_STATE_FILE: "" })).toEqual(defaults);
});

test("the configuration reports all violations at once", () => {
  const { error } = Config.safeParse({
    AWS_STAND_IN_PORT: "http",
    AWS_STAND_IN_ACCESS_KEY_ID: "ASIAAAAAAAAAAAAAAAAA",
    AWS_STAND_IN_SECRET_ACCESS_KEY: "short",
  });
  expect(error?.issues.map(({ path }) => path[0])).toEqual([
    "AWS_STAND_IN_PORT",
    "AWS_STAND_IN_ACCESS_KEY_ID",
    "AWS_STAND_IN_SECRET_ACCESS_KEY",
  ]);
});
