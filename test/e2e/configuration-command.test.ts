import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../support/stack/stack.ts";
import { useStack } from "../support/stack/use-stack.ts";

const stack = useStack();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagepass-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the program as `npm run config` does, to its end. */
async function run(args: readonly string[], input = "", key = stack.facts.adminKey) {
  const child = spawn(process.execPath, [join(root, "apps/configuration/start.js"), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      ...{ STAGEPASS_URL: stack.facts.url, STAGEPASS_ORG: "acmecorp", STAGEPASS_ACCESS_KEY: key },
    },
  });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { exitCode: child.exitCode, out, err };
}

test("a team exports, plans, applies, and sees drift until it applies again", async () => {
  expect(await run(["export", "stagepass.yml"])).toMatchObject({ exitCode: 0, out: "", err: "" });
  const unchanged = await run(["plan", "stagepass.yml", "--prune", "--exit-code"]);
  expect(unchanged.out).toMatch(/^Nothing would be changed: \d+ unchanged\.\n$/);
  expect(unchanged.exitCode).toBe(0);

  const exported = await readFile(join(folder, "stagepass.yml"), "utf8");
  const document = exported.replace(
    "\nprofiles:\n",
    "\nprofiles:\n  as-code:\n    parameters:\n      - { key: TOKEN, value: hush-hush }\n",
  );
  await writeFile(join(folder, "stagepass.yml"), document);
  const planned = await run(["plan", "stagepass.yml", "--prune", "--exit-code"]);
  expect(planned.out).toMatch(/^create +\$\.profiles\["as-code"\]\n\nPlan: 1 created, 0 updated/);
  expect(planned.exitCode).toBe(2);

  const base = /--base (\S+)/.exec(planned.out)?.[1] ?? "";
  const applied = await run(["apply", "stagepass.yml", "--prune", "--base", base]);
  expect(applied.out).toContain("Applied: 1 created, 0 updated, 0 restored, 0 removed");
  expect(applied.exitCode).toBe(0);
  expect((await run(["plan", "stagepass.yml", "--prune", "--exit-code"])).exitCode).toBe(0);

  const admin = stack.as(stack.facts.adminKey);
  await admin("PATCH", "/v1/orgs/acmecorp/profiles/as-code", { description: "by hand" });
  await admin("PUT", "/v1/orgs/acmecorp/profiles/by-hand", {});
  const drift = await run(["plan", "stagepass.yml", "--prune", "--exit-code", "--json"]);
  expect(drift.exitCode).toBe(2);
  expect(JSON.parse(drift.out)).toMatchObject({
    applied: false,
    changes: [
      { path: '$.profiles["as-code"]', action: "update", fields: ["description"], revision: 2 },
      { path: '$.profiles["by-hand"]', action: "remove" },
    ],
  });
  const stale = await run(["apply", "stagepass.yml", "--prune", "--base", base]);
  expect(stale.err).toContain("What the import would change is not what the dry run showed");
  expect(stale.exitCode).toBe(1);
  expect((await run(["apply", "stagepass.yml", "--prune"])).exitCode).toBe(0);
  expect((await run(["plan", "stagepass.yml", "--prune", "--exit-code"])).exitCode).toBe(0);
  expect(planned.out + applied.out + drift.out).not.toContain("hush-hush");
});

test.each([
  [
    "a profile that is not there",
    "apiVersion: 1\napps: { web: { stages: { prod: nowhere } } }\n",
    /^ {2}\$\.apps\.web\.stages\.prod: names no profile of acmecorp/m,
  ],
  [
    "a duplicate key",
    "apiVersion: 1\napps: { web: {}, web: {} }\n",
    /^ {2}\$: has a key that stands twice in its mapping; remove one \(line 2\)/m,
  ],
  [
    "aliases that grow into a bomb",
    `apiVersion: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n${"bcdefgh"
      .split("")
      .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[at]}`).join(", ")}]\n`)
      .join("")}`,
    /alias/,
  ],
  ["a text that is no document", "- 1\n", /^ {2}\$: must be an object/m],
])("%s is refused with its place, ends with 1, and nothing is applied", async (_what, document, says) => {
  const { exitCode, out, err } = await run(["apply", "-"], document);
  expect(err).toMatch(says);
  expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
});

test("who may not import is told so, and a file or a server that is not there is named", async () => {
  const deployKey = await run(["plan", "-"], "apiVersion: 1\n", stack.facts.deployKey);
  expect(deployKey).toMatchObject({ exitCode: 1, out: "", err: expect.stringMatching(/admin/) });
  expect(await run(["plan", "nowhere.yml"])).toMatchObject({
    ...{ exitCode: 1, out: "" },
    err: "nowhere.yml cannot be used: there is no such file\n",
  });
  const gone = await run(["plan", "-", "--url", "http://127.0.0.1:1"], "apiVersion: 1\n");
  expect(gone.err).toMatch(/^Stagepass at http:\/\/127\.0\.0\.1:1\/? cannot be reached: .+\.\n$/);
  expect(gone.exitCode).toBe(1);
});
