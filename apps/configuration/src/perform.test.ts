import type { ImportChange, ImportResult } from "@stagepass/contracts";
import { describe, expect, test } from "vitest";
import { type Ask, Refused } from "./ask.ts";
import type { Command } from "./options.ts";
import { perform } from "./perform.ts";

const connection = { url: "http://127.0.0.1:4000", org: "acmecorp", key: "sp_admin", json: false };
const plan = { ...connection, name: "plan", file: "a.yml", prune: false, exitCode: false } as const;
const apply = { ...connection, name: "apply", file: "a.yml", prune: true, base: "abc" } as const;
const change: ImportChange = {
  ...{ kind: "profile", path: "$.profiles.a", action: "create", revision: null },
  ...{ fields: [], parameterKeys: [] },
};
const same: ImportResult = { applied: false, digest: "abc", changes: [], unchanged: 1, unnamed: [] };
const problem = {
  type: "about:blank",
  title: "Invalid",
  status: 400,
  code: "invalid",
  detail: "No.",
} as never; // the rest is not read

async function run(
  command: Command,
  { text = "apiVersion: 1\n", answer = async () => same }: Partial<Answers> = {},
) {
  const asked: unknown[] = [];
  const printed = { out: "", err: "", saved: new Map<string, string>() };
  const ask: Ask = {
    export: async (format) => (format === "json" ? '{"apiVersion":1}' : "apiVersion: 1\n"),
    import: async (...args) => {
      asked.push(args);
      return answer();
    },
  };
  const exitCode = await perform(command, ask, {
    colours: false,
    read: async () => text,
    save: async (file, output) => void printed.saved.set(file, output),
    write: (output) => {
      printed.out += output;
    },
    say: (message) => {
      printed.err += message;
    },
  });
  return { exitCode, asked, ...printed };
}
interface Answers {
  readonly text: string;
  answer(): ReturnType<Ask["import"]>;
}

test("a plan is a dry run, and an apply is none and sends its base", async () => {
  const document = { text: "apiVersion: 1\n", format: "yaml" };
  expect((await run(plan)).asked).toEqual([[document, { dryRun: true, prune: false }]]);
  expect((await run(apply)).asked).toEqual([[document, { dryRun: false, prune: true, base: "abc" }]]);
});

describe("the exit code", () => {
  const differs = async () => ({ ...same, changes: [change] });

  test("of a plan with differences is 0, and 2 where it is asked for", async () => {
    expect((await run(plan, { answer: differs })).exitCode).toBe(0);
    expect((await run({ ...plan, exitCode: true }, { answer: differs })).exitCode).toBe(2);
  });

  test("of a plan without differences is 0, also where it is asked for", async () => {
    expect((await run({ ...plan, exitCode: true })).exitCode).toBe(0);
  });

  test("of a refusal is 1, with the problem as JSON where that is asked for", async () => {
    const answer = async () => {
      throw new Refused(problem);
    };
    expect(await run(apply, { answer })).toMatchObject({ exitCode: 1, out: "", err: "Invalid\nNo.\n" });
    const json = await run({ ...apply, json: true }, { answer });
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.out)).toEqual(problem);
  });
});

test.each([
  ["a.yml", "apiVersion: 1", "yaml"],
  ["a.yml", "{apiVersion: 1}", "yaml"],
  ["-", '{"apiVersion": 1}', "json"],
  ["a.json", '{"apiVersion": 1,}', "json"],
])("the file %s with the text %s is sent as %s", async (file, text, format) => {
  const { asked } = await run({ ...plan, file }, { text });
  expect(asked).toMatchObject([[{ text, format }, {}]]);
});

test.each([
  ["a.yml", false, "apiVersion: 1\n"],
  ["a.json", false, '{\n  "apiVersion": 1\n}\n'],
  ["-", true, '{\n  "apiVersion": 1\n}\n'],
])("an export to %s, with --json: %s, is written in the right format", async (file, json, text) => {
  const { saved, exitCode } = await run({ ...connection, name: "export", file, json });
  expect([...saved]).toEqual([[file, text]]);
  expect(exitCode).toBe(0);
});
