import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { apiAt } from "../support/stack/api.ts";
import { LocalFile, makeDataDir, root, type Stack, spawnStack, startStack } from "../support/stack/stack.ts";

let home: Awaited<ReturnType<typeof makeDataDir>>;

beforeAll(async () => {
  home = await makeDataDir();
});

afterAll(() => home.remove());

/** Runs the launcher to its end. */
async function runToEnd(...args: string[]) {
  const child = spawnStack(args);
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (err += data));
  const [code] = await once(child, "exit");
  return { code, out, err };
}

/**
 * Lists the processes whose command line names the data directory, or the folder that Postgres has instead for root.
 */
async function processesOf(dataDir: string): Promise<string[]> {
  const id = await readFile(join(dataDir, "postgres-id"), "utf8").catch(() => "");
  const { stdout } = await promisify(execFile)("pgrep", [
    "-af",
    [dataDir, id.trim()].filter(Boolean).join("|"),
  ]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").filter((line) => line !== "" && !line.includes("pgrep"));
}

const gone = (dataDir: string) =>
  eventually(
    async () => ((await processesOf(dataDir)).length === 0 ? true : undefined),
    "every process has ended",
  );

async function works({ facts }: Stack): Promise<void> {
  const { status } = await apiAt(facts.url, facts.adminKey)("GET", "/v1/orgs/acmecorp/profiles/prod");
  expect(status).toBe(200);
}

test("npm start -- --help describes the options and starts nothing", async () => {
  const { code, out } = await runToEnd("--help");
  expect(code).toBe(0);
  for (const option of ["--port", "--data-dir", "--fresh", "--aws"]) expect(out).toContain(option);
});

test.each([[["--prot", "1"]], [["--port", "http"]], [["--port", "70000"]]])(
  "npm start with %j fails with a sentence and exit code 2",
  async (args) => {
    const { code, err } = await runToEnd(...args);
    expect(code).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
  },
);

test("a start on a port in use names the port, says what to do, and leaves nothing behind", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const other = await makeDataDir();
  const { code, err } = await runToEnd("--port", String(port), "--data-dir", other.dataDir);
  expect(code).toBe(1);
  expect(err).toContain(`${port}`);
  expect(err).toContain("in use");
  await gone(other.dataDir);
  await other.remove();
  server.close();
});

let stack: Stack;

test("a stack prints its addresses, a key and a request to paste, in less than a screen", async () => {
  stack = await startStack(home.dataDir);
  const { facts, printed } = stack;
  for (const fact of [facts.url, facts.deployKey, "curl -s", "prod.json"]) expect(printed).toContain(fact);
  expect(printed.split("\n").length).toBeLessThan(24);
  await works(stack);
});

test("a stack prints a request that works when it is pasted", async () => {
  const command = stack.printed.slice(stack.printed.indexOf("curl -s")).split("\n\n", 1)[0] ?? "";
  const { stdout } = await promisify(execFile)("bash", ["-c", command], { cwd: "/" });
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "allowed", credentials: { region: "eu-central-1" } });
});

test("a stack writes its addresses and keys into a file that only this user can read", async () => {
  for (const file of ["local.json", "secrets.json", "aws.json", "stagepass.log"]) {
    expect((await stat(join(home.dataDir, file))).mode & 0o777).toBe(0o600);
  }
});

test("a stack is not disturbed by a second one on the same data", async () => {
  const { code, err } = await runToEnd("--port", "0", "--data-dir", home.dataDir);
  expect(code).toBe(1);
  expect(err).toContain("in use");
  await works(stack);
  expect(LocalFile.parse(JSON.parse(await readFile(join(home.dataDir, "local.json"), "utf8")))).toEqual(
    stack.facts,
  );
});

test("a stack drains on SIGTERM, leaves no process, and ends with 0", async () => {
  expect(await stack.stop()).toBe(0);
  await gone(home.dataDir);
  await expect(stat(join(home.dataDir, "local.json"))).rejects.toThrow("ENOENT");
});

test("a stack starts again on the same data with the same keys", async () => {
  const { adminKey, deployKey } = stack.facts;
  stack = await startStack(home.dataDir);
  expect(stack.facts).toMatchObject({ adminKey, deployKey });
  await works(stack);
});

test("a stack starts again after kill -9, on the data as they were left", async () => {
  stack.child.kill("SIGKILL");
  await once(stack.child, "exit");
  stack = await startStack(home.dataDir);
  await works(stack);
});

test("a stack creates new keys when its database does not know the old ones", async () => {
  await stack.stop();
  const path = join(home.dataDir, "secrets.json");
  const secrets = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...secrets, adminKey: "sp_lost", deployKey: undefined }));
  stack = await startStack(home.dataDir);
  await works(stack);
});

test("a stack is stopped once by a repeated Ctrl-C, as npm sends it", async () => {
  stack.child.kill("SIGINT");
  stack.child.kill("SIGINT");
  const [code] = await once(stack.child, "exit");
  expect(code).toBe(0);
  await gone(home.dataDir);
});

test("a stack starts with empty data after --fresh", async () => {
  const { adminKey } = stack.facts;
  stack = await startStack(home.dataDir, ["--fresh"]);
  expect(stack.facts.adminKey).not.toBe(adminKey);
  expect((await apiAt(stack.facts.url, adminKey)("GET", "/v1/orgs/acmecorp")).status).toBe(401);
  await works(stack);
  await stack.stop();
});

test("a stack stops when the process that started it is killed", async () => {
  const other = await makeDataDir();
  const script = `exec 3< <(node apps/local/start.js --port 0 --data-dir '${other.dataDir}'); grep -m1 Ctrl-C <&3; echo ready; sleep 600`;
  const shell = spawn("bash", ["-c", script], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  for await (const data of shell.stdout) if (String(data).includes("ready")) break;
  shell.kill("SIGKILL");
  await gone(other.dataDir);
  await other.remove();
});

test("a start with a damaged secrets.json names the file and overwrites nothing", async () => {
  const other = await makeDataDir();
  const path = join(other.dataDir, "secrets.json");
  await writeFile(path, "{");
  await chmod(path, 0o600);
  const { code, err } = await runToEnd("--port", "0", "--data-dir", other.dataDir);
  expect(code).toBe(1);
  expect(err).toContain("--fresh");
  expect(await readFile(path, "utf8")).toBe("{");
  await other.remove();
});
