import { UsageError } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { help, readOptions } from "./options.ts";

const read = (...args: string[]) => readOptions(args);
const nothing = { org: undefined, app: undefined, stage: undefined, service: undefined, region: undefined };

test("the command check needs only the safeguards", () => {
  expect(read("check", "guards.yml")).toEqual({
    name: "check",
    options: { safeguards: "guards.yml", empty: false, target: nothing, json: false },
  });
});

test("the command check accepts every input by name", () => {
  const files = ["--template", "t.json", "--empty", "--declaration", "d.yml"];
  const facts = ["--framework-version", "4.3.1", "--now", "2026-11-20T09:00:00Z"];
  const target = ["--org", "acmecorp", "--app", "web", "--stage", "prod"];
  const rest = ["--service", "checkout", "--region", "eu-central-1", "--json"];
  expect(read("check", "-", ...files, ...facts, ...target, ...rest)).toEqual({
    name: "check",
    options: {
      safeguards: "-",
      template: "t.json",
      empty: true,
      declaration: "d.yml",
      frameworkVersion: "4.3.1",
      now: "2026-11-20T09:00:00Z",
      target: { org: "acmecorp", app: "web", stage: "prod", service: "checkout", region: "eu-central-1" },
      json: true,
    },
  });
});

test("the commands list and show name what they show", () => {
  expect(read("list")).toEqual({ name: "list", json: false });
  expect(read("show", "javascript", "--json")).toEqual({ name: "show", id: "javascript", json: true });
});

test.each([["--help"], ["-h"], ["check", "--help"], ["list", "--help"], ["show", "-h"]])(
  "the command line %s %s asks for help, whatever is missing",
  (...args) => {
    expect(read(...args)).toEqual({ name: "help" });
  },
);

test.each([
  [[], "The command is missing: use check, list or show."],
  [["chekc"], "The command is unknown: use check, list or show."],
  [["check"], "FILE is missing."],
  [["check", "a.json", "b.json"], 'Unexpected argument "b.json".'],
  [["check", "a.json", "--regoin", "x"], "Unknown option '--regoin'."],
  [["check", "a.json", "--region"], "Option '--region <value>' argument missing."],
  [["check", "a.json", "--package", ".serverless", "--template", "t"], "--package stands for --template and"],
  [["check", "-", "--template", "-"], "Just one of the files can be standard input."],
  [["list", "all"], 'Unexpected argument "all".'],
  [["list", "--template", "t"], "Unknown option '--template'."],
  [["show"], "POLICY is missing."],
])("the command line %j is an error that says what to do", (args, says) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(says);
  expect(() => read(...args)).toThrow("See: npm run safeguards -- --help");
});

test("the help fits into lines of 120 characters", () => {
  expect(help.split("\n").filter((line) => line.length > 120)).toEqual([]);
});
