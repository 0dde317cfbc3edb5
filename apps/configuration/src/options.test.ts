import { UsageError } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { help, readOptions } from "./options.ts";

const env = { STAGEPASS_ACCESS_KEY: "sp_admin", STAGEPASS_ORG: "acmecorp" };
const connection = { org: "acmecorp", key: "sp_admin", url: "http://127.0.0.1:4000" };

test("a plan needs only a file, and the environment says the rest", () => {
  expect(readOptions(["plan", "stagepass.yml"], env)).toEqual({
    ...connection,
    ...{ name: "plan", file: "stagepass.yml", prune: false, exitCode: false, json: false },
  });
});

test("an apply accepts every option by name, and what is named goes before the environment", () => {
  const options = [
    "--prune",
    "--base",
    "abc",
    "--json",
    "--org",
    "gardencorp",
    "--url",
    "https://stagepass.test",
  ];
  expect(readOptions(["apply", "-", ...options], { ...env, STAGEPASS_URL: "http://other.test" })).toEqual({
    ...{ org: "gardencorp", key: "sp_admin", url: "https://stagepass.test" },
    ...{ name: "apply", file: "-", prune: true, base: "abc", json: true },
  });
});

test("an export without a file is written to standard output", () => {
  expect(readOptions(["export"], env)).toEqual({ ...connection, name: "export", file: "-", json: false });
});

test.each([[["--help"]], [["-h"]], [["plan", "--help"]]])("%j asks for help, whatever is missing", (args) => {
  expect(readOptions(args, {})).toBe("help");
});

test.each([
  [[], env, "The command is missing: use plan, apply or export."],
  [["aply", "a.yml"], env, "The command is unknown: use plan, apply or export."],
  [["plan"], env, "FILE is missing."],
  [["plan", "a.yml", "b.yml"], env, 'Unexpected argument "b.yml".'],
  [["plan", "a.yml", "--prnue"], env, "Unknown option '--prnue'."],
  [["plan", "a.yml", "--base", "abc"], env, "--base belongs to apply."],
  [["apply", "a.yml", "--exit-code"], env, "--exit-code belongs to plan."],
  [["export", "--prune"], env, "--prune belongs to plan and apply."],
  [["plan", "a.yml"], { STAGEPASS_ACCESS_KEY: "sp_admin" }, "--org is missing."],
  [["plan", "a.yml", "--org", "A"], env, "--org must be 5 to 39"],
  [["plan", "a.yml"], { STAGEPASS_ORG: "acmecorp" }, "STAGEPASS_ACCESS_KEY is not set"],
  [["plan", "a.yml", "--url", "ftp://a"], env, '"ftp://a" is no URL that begins with http'],
])("the command line %j with %j is an error that says what to do", (args, environment, says) => {
  expect(() => readOptions(args, environment)).toThrow(UsageError);
  expect(() => readOptions(args, environment)).toThrow(says);
  expect(() => readOptions(args, environment)).toThrow("See: npm run config -- --help");
});

test("the help fits into lines of 120 characters", () => {
  expect(help.split("\n").filter((line) => line.length > 120)).toEqual([]);
});
