import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Api } from "../support/stack/api.ts";
import { root } from "../support/stack/stack.ts";
import { useStack } from "../support/stack/use-stack.ts";

const stack = useStack();
const org = "/v1/orgs/acmecorp";
let admin: Api;
const running: Program[] = [];

beforeAll(async () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const build = [tsc, "--build", "apps/events", "examples/subscriber"];
  await promisify(execFile)(process.execPath, build, { cwd: root });
  admin = stack.as(stack.facts.adminKey);
});

afterEach(async () => {
  for (const program of running.splice(0)) await program.end("SIGTERM");
});

/** A program that runs beside the stack, and what it prints. */
interface Program {
  readonly out: string;
  readonly err: string;
  /** Waits until it has printed a text. */
  whenPrinted(text: string): Promise<void>;
  /** Sends a signal, and returns the exit code once the program has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

function start(args: readonly string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    printed.out += data;
  });
  child.stderr.on("data", (data) => {
    printed.err += data;
  });
  const program: Program = {
    get out() {
      return printed.out;
    },
    get err() {
      return printed.err;
    },
    whenPrinted: async (text) => {
      const found = () => (printed.out + printed.err).includes(text);
      await eventually(async () => (found() ? true : undefined), `${args[0]} prints ${text}`);
    },
    end: (signal) => endOf(child, signal),
  };
  running.push(program);
  return program;
}

async function endOf(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    if (signal !== undefined) child.kill(signal);
    await once(child, "exit");
  }
  return child.exitCode;
}

const follow = (...args: string[]) =>
  start(["apps/events/start.js", "--data-dir", stack.dataDir, ...args], { NO_COLOR: "" });

test("npm run events shows a change when it happens, as one CloudEvent a line, and ends with 0", async () => {
  const events = follow("--json", "--type", "profiles.v1.profile.*");
  await events.whenPrinted("Following");
  await admin("PUT", `${org}/profiles/followed`, {
    description: "x",
    parameters: [{ key: "A", value: "hush" }],
  });
  await events.whenPrinted("profiles/followed");
  expect(
    events.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    {
      type: "profiles.v1.profile.created",
      subject: "acmecorp/profiles/followed",
      data: { org: "acmecorp", profile: "followed", version: 1 },
    },
  ]);
  expect(events.out).not.toContain("hush");
  expect(await events.end("SIGTERM")).toBe(0);
});

test("npm run events --since shows earlier events, without colours when there is no terminal", async () => {
  const events = follow("--since", "1h", "--type", "*.org.created");
  await events.whenPrinted("org created");
  expect(events.out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}org created +acmecorp {2}by operator\n$/);
});

test("npm run events --durable continues where it stopped before", async () => {
  const first = follow("--json", "--durable", "desk", "--type", "*.org.*");
  await first.whenPrinted("Following");
  expect(await first.end("SIGINT")).toBe(0);
  await admin("PATCH", org, { description: "while nobody looked" });
  const second = follow("--json", "--durable", "desk", "--type", "*.org.*");
  await second.whenPrinted("profiles.v1.org.updated");
  expect(first.out).toBe("");
});

test.each([
  [["--durable", "my.desk"], 2, 'it has "." in it'],
  [["--type", "profiles.v1.profile.update"], 2, "Did you mean profiles.v1.profile.updated"],
  [["--url", "nats://127.0.0.1:1"], 1, "No NATS server answers at 127.0.0.1:1. Start Stagepass"],
  [["--data-dir", "/nowhere"], 1, "Start one with npm start"],
])("npm run events with %j ends with %i and a sentence that says what to do", async (args, code, says) => {
  const events = follow(...args);
  expect(await events.end()).toBe(code);
  expect(events.err).toContain(says);
  expect(events.err.trim().split("\n")).toHaveLength(1);
});

test("npm run events with a wrong password ends with 1 and says where the right one is", async () => {
  const url = new URL(stack.facts.natsUrl);
  url.password = "wrong";
  const events = follow("--url", url.href);
  expect(await events.end()).toBe(1);
  expect(events.err).toContain("wants another password for the user subscriber");
});

const keep = () =>
  start(["examples/subscriber/dist/main.js", join(stack.dataDir, "stages.json")], {
    NATS_URL: stack.facts.natsUrl,
  });
const kept = async () => JSON.parse(await readFile(join(stack.dataDir, "stages.json"), "utf8"));
const map = (stage: string, profile: string) =>
  admin("PUT", `${org}/apps/storefront/stages/${stage}`, { profile });

test("the example subscriber keeps its file correct after kill -9 and after an absence", async () => {
  const first = keep();
  await map("qa", "dev");
  await first.whenPrinted("stages/qa");
  await first.end("SIGKILL");
  await map("qa", "prod");
  await map("perf", "dev");
  await admin("DELETE", `${org}/apps/storefront/stages/us`);
  const second = keep();
  await second.whenPrinted("profiles.v1.stage.unmapped acmecorp/apps/storefront/stages/us");
  const { apps, seen } = await kept();
  expect(apps).toEqual({
    "acmecorp/storefront": {
      defaultProfile: "dev",
      stages: { prod: "prod", qa: "prod", perf: "dev" },
    },
    "acmecorp/warehouse": { defaultProfile: "dev", stages: {} },
  });
  expect(new Set(seen).size).toBe(seen.length);
  expect(await second.end("SIGTERM")).toBe(0);
});
