import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { root } from "../support/stack/stack.ts";

const euOnly = {
  name: "EU only",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  settings: ["eu-central-1"],
};
const noWildcards = {
  name: "No wildcards",
  safeguard: "no-wild-iam-role-statements",
  enforcementLevel: "error",
};
const described = {
  ...{ name: "Described", safeguard: "require-description", enforcementLevel: "warning" },
  settings: { minLength: 200 },
};
const endless = {
  ...{ name: "Endless", safeguard: "javascript", enforcementLevel: "error" },
  settings: "for (;;);",
};

let folder: string;
let template: string;
let declaration: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagepass-safeguards-"));
  const request = JSON.parse(await readFile(join(root, "examples/storefront/requests/prod.json"), "utf8"));
  template = await write("template.json", request.template);
  declaration = await write("declaration.json", request.declaration);
});

afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** Starts the program as `npm run safeguards` does, in a process group of its own. */
function begin(args: readonly string[]) {
  const start = join(root, "apps/safeguards/start.js");
  return spawn(process.execPath, [start, ...args], { cwd: folder, detached: true });
}

/** Runs the program to its end, and asserts that it leaves no process. */
async function run(args: readonly string[], input = "") {
  const child = begin(args);
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  expect(isAlive(-(child.pid ?? 0)), "nothing that it started is left").toBe(false);
  // A busy machine takes so long to start the sandbox that the command says so.
  return {
    exitCode: child.exitCode,
    stdout,
    stderr: stderr.replace(/^Waiting for the sandbox to start …\n/, ""),
  };
}

/** Whether a process runs, or a process of a group when the id is negative. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Whether a process of the sandbox is in the group. */
async function runsSandbox(group: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "pgid=,command="]);
  return stdout.split("\n").some((line) => {
    const [, pgid, command = ""] = /^ *(\d+) (.*)/.exec(line) ?? [];
    return Number(pgid) === group && command.includes("sandbox/child/main.js");
  });
}

const lastLine = (output: string) => output.trimEnd().split("\n").at(-1);

test("the command in the documentation prints the output in the documentation", async () => {
  const page = await readFile(join(root, "docs/safeguards.md"), "utf8");
  const section = page.slice(page.indexOf("## In a terminal and in CI"));
  const [, example = "", report = ""] = /```sh\n(.*?)```\n\n```\n(.*?)```/s.exec(section) ?? [];
  expect(report).toContain("Safeguards Summary");
  const shell = spawn("sh", ["-e"], { cwd: root, env: { ...process.env, TMPDIR: folder } });
  shell.stdin.end(example);
  const [stdout] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, "close")]);
  expect(stdout).toBe(report);
  expect(shell.exitCode).toBe(0);
});

test("checking an allowed deploy exits with 0", async () => {
  const file = await write("allowed.json", [euOnly, noWildcards]);
  const options = ["--template", template, "--declaration", declaration];
  const { exitCode, stdout, stderr } = await run(["check", file, ...options]);
  expect(stderr).toBe("");
  expect(lastLine(stdout)).toBe("Safeguards Summary: 2 passed, 0 warnings, 0 errors, 0 skipped: allowed");
  expect(stdout).toContain("Assumed, since nothing says otherwise: --org example --app example\n");
  expect(exitCode).toBe(0);
});

test("checking a deploy with warnings exits with 0 and prints the warnings of each function", async () => {
  const file = await write("profile.json", { description: "Production", safeguards: [described] });
  const { exitCode, stdout } = await run(["check", file, "--template", template]);
  expect(stdout).toMatch(/1\) Warned - Described \(require-description\)\n {3}- .*PlaceOrderLambdaFunction/);
  expect(stdout).toContain("   details: docs/safeguards/require-description.md\n");
  expect(lastLine(stdout)).toMatch(/: allowed-with-warnings$/);
  expect(exitCode).toBe(0);
});

test("checking a blocked deploy exits with 1, also when a file that a safeguard needs is missing", async () => {
  const file = await write("blocked.yml", `safeguards:\n  - ${JSON.stringify(noWildcards)}\n`);
  const { exitCode, stdout } = await run(["check", file]);
  expect(stdout).toContain("  skipped - No wildcards (needs-template)\n");
  expect(stdout).toContain("   option: --template FILE\n");
  expect(lastLine(stdout)).toMatch(/0 errors, 1 skipped: blocked$/);
  expect(exitCode).toBe(1);
  const elsewhere = await run(["check", "-", "--region", "us-east-1"], JSON.stringify(euOnly));
  expect(elsewhere.stdout).toContain("  failed - EU only\n");
  expect(elsewhere.exitCode).toBe(1);
});

test("a template without resources is accepted only with --empty, and any other template only without it", async () => {
  const file = await write("empty.json", [noWildcards]);
  const nothing = ["--template", await write("nothing.json", { Resources: {} })];
  const judged = await run(["check", file, ...nothing]);
  expect(judged.stdout).toContain("(--empty in a terminal)");
  expect(judged.exitCode).toBe(1);
  const onPurpose = await run(["check", file, ...nothing, "--empty"]);
  expect(lastLine(onPurpose.stdout)).toMatch(/1 passed, .*: allowed$/);
  expect(onPurpose.exitCode).toBe(0);
  const refuted = await run(["check", file, "--template", template, "--empty"]);
  expect(refuted.stderr).toMatch(/^--empty: says that the template is empty, and it has \d+ resources: /);
  expect(refuted.exitCode).toBe(2);
});

test("checking with --json prints exactly what the API answers", async () => {
  const file = await write("json.json", [euOnly]);
  const { exitCode, stdout, stderr } = await run(["check", file, "--region", "us-east-1", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: "blocked",
    results: [{ name: "EU only", safeguard: "allowed-regions", outcome: "failed" }],
  });
  expect(stderr).toMatch(/^Assumed, since nothing says otherwise: --org example .*--service example\n$/);
  expect(exitCode).toBe(1);
});

test("a packaged service is found by its folder, wherever npm is called", async () => {
  const service = JSON.parse(await readFile(declaration, "utf8"));
  await write("serverless-state.json", { service, package: {} });
  await write("cloudformation-template-update-stack.json", await readFile(template, "utf8"));
  await write("packaged.json", [euOnly, noWildcards]);
  const args = ["run", "--silent", "--prefix", root, "safeguards", "--"];
  const options = ["check", "packaged.json", "--package", "."];
  const { stdout } = await promisify(execFile)("npm", [...args, ...options], { cwd: folder });
  expect(stdout).toMatch(/^Safeguards of checkout, stage prod of example\/example, in eu-central-1\n/);
  expect(lastLine(stdout)).toMatch(/^Safeguards Summary: 2 passed, .*: allowed$/);
});

test("a custom policy that never ends is stopped, counts as a violation, and leaves no process", async () => {
  const { exitCode, stdout } = await run(["check", "-"], JSON.stringify([endless]));
  expect(stdout).toContain("The policy ran longer than 250 ms and was stopped.");
  expect(lastLine(stdout)).toMatch(/0 passed, 0 warnings, 1 error, 0 skipped: blocked$/);
  expect(exitCode).toBe(1);
});

test("a check that is stopped while policies run prints no verdict and leaves no process", async () => {
  const child = begin(["check", "-"]);
  child.stdin.end(JSON.stringify(Array(10).fill(endless)));
  const group = child.pid ?? 0;
  await eventually(async () => (await runsSandbox(group)) || undefined, "the sandbox runs");
  child.kill("SIGTERM");
  const [stdout] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect({ stdout, exitCode: child.exitCode, signal: child.signalCode }).toEqual({
    stdout: "",
    exitCode: null,
    signal: "SIGTERM",
  });
  await eventually(async () => !isAlive(-group) || undefined, "its processes end");
});

test.each([
  ["a file that is not there", undefined, "guards cannot be read: there is no such file\n"],
  [
    "JSON that is none",
    '[\n  {"name" "EU"}\n]',
    "guards: is not valid JSON: line 2, column 11: this cannot stand here; correct it\n",
  ],
  ["YAML that is none", "- a: [1\n- b", /^guards: is not valid YAML: line 2, column \d+: .+\n$/],
  [
    "settings that do not fit",
    [euOnly, { ...euOnly, settings: ["nowhere"] }],
    /^guards: \$\[1\]\.settings\S*: .+\n$/,
  ],
  [
    "an unknown policy and an unknown field",
    { safeguards: [{ ...euOnly, safeguard: "allowed-region" }] },
    /^guards: \$\.safeguards\[0\]\.safeguard: there is no policy allowed-region\. Did you mean allowed-regions\?/,
  ],
  [
    "a custom policy that does not compile",
    { ...endless, settings: "let x = ;" },
    /^guards: \$\.settings: line 1, column 9: SyntaxError: .+\n$/,
  ],
  [
    "an example that turns out otherwise",
    { ...euOnly, examples: [{ name: "Frankfurt", input: {}, expect: "passed" }] },
    /^guards: \$\.examples\[0\]: "Frankfurt" expects passed, but the answer is failed: .+\n$/,
  ],
])("checking %s exits with 2 and names its location", async (_what, content, says) => {
  await rm(join(folder, "guards"), { force: true });
  if (content !== undefined) await write("guards", content);
  const { exitCode, stdout, stderr } = await run(["check", "guards"]);
  expect(stderr).toEqual(typeof says === "string" ? says : expect.stringMatching(says));
  expect(stdout).toBe("");
  expect(exitCode).toBe(2);
});

test("checking a wrong template or wrong options exits with 2 and names their location", async () => {
  await write("no-template.yml", "- a\n- b\n");
  const guard = JSON.stringify([euOnly]);
  const noTemplate = await run(["check", "-", "--template", "no-template.yml"], guard);
  expect(noTemplate.stderr).toMatch(/^no-template\.yml: must be a CloudFormation template: /);
  expect(noTemplate.exitCode).toBe(2);
  const badOptions = await run(["check", "-", "--org", "A", "--now", "soon"], guard);
  expect(badOptions.stderr).toMatch(/^--org: must be 5 to 39 .*\n--now: must be a date and time .*\n$/);
  expect(badOptions.exitCode).toBe(2);
});

test("checking more than a server accepts exits with 2", async () => {
  await write("large.json", { Resources: {}, Metadata: "x".repeat(7 * 1024 * 1024) });
  const { exitCode, stderr } = await run(["check", "-", "--template", "large.json"], "[]");
  expect(stderr).toMatch(
    /^The safeguards, the declaration and the template together have more than \d+ bytes/,
  );
  expect(exitCode).toBe(2);
});

test("an unknown command exits with 2", async () => {
  const { exitCode, stderr } = await run(["chekc"]);
  expect(stderr).toBe("The command is unknown: use check, list or show. See: npm run safeguards -- --help\n");
  expect(exitCode).toBe(2);
});

test("the command list shows every policy, and show shows the page of one", async () => {
  const policies = JSON.parse((await run(["list", "--json"])).stdout);
  const table = (await run(["list"])).stdout.trimEnd().split("\n");
  expect(table).toHaveLength(1 + policies.length);
  expect(table).toContainEqual(expect.stringMatching(/^allowed-regions +- +The deploy's region must be/));
  const page = await readFile(join(root, "docs/safeguards/allowed-regions.md"), "utf8");
  expect(page).toContain((await run(["show", "allowed-regions"])).stdout);
  const unknown = await run(["show", "allowed-region"]);
  expect(unknown.stderr).toContain("Did you mean allowed-regions?");
  expect(unknown.exitCode).toBe(2);
});
