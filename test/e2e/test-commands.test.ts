import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../support/stack/stack.ts";

function run(command: string, ...args: string[]) {
  return spawnSync(process.execPath, [join(root, "test", command, "run.js"), ...args], { encoding: "utf8" });
}

describe.each([
  ["faults", ["[NAME…]", "--writes N", "--seed N"]],
  ["fuzz", ["--runs N", "--seed N"]],
])("npm run %s", (command, options) => {
  test("--help shows what can be chosen, and starts nothing", () => {
    const { status, stdout, stderr } = run(command, "--seed", "2147483647", "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Usage: npm run ${command} -- `);
    for (const option of options) expect(stdout).toContain(option);
  });

  test("an option that does not exist is refused by its name", () => {
    const { status, stdout, stderr } = run(command, "--sed", "7");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe("Unknown option '--sed'.\n");
  });

  test.each(["many", ""])("%j is refused as a number", (text) => {
    const { status, stdout, stderr } = run(command, `--seed=${text}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(`--seed takes a whole number, and not ${text === "" ? "an empty text" : text}.\n`);
  });
});

test("npm run faults refuses a name that no tests have, and lists those that they have", () => {
  const { status, stderr } = run("faults", "redis");
  expect(status).toBe(2);
  expect(stderr).toMatch(/^There are no tests redis\. There are: check, crash-points, .*subscriber\.\n$/);
});

test("npm run fuzz refuses a name, since it always tries everything", () => {
  expect(run("fuzz", "yaml")).toMatchObject({
    status: 2,
    stderr: "npm run fuzz takes options only, and not yaml.\n",
  });
});
