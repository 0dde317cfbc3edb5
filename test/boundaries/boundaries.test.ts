import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
let tree: string;

// The files are created in a separate tree with the repository's rules, since other tests build the real one.
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "stagepass-boundaries-"));
  for (const file of ["biome.json", ".gitignore"]) await copyFile(join(root, file), join(tree, file));
});

afterAll(() => rm(tree, { recursive: true }));

/** Returns what the linter says about some code in a file. */
async function lint(file: string, code: string): Promise<string> {
  const path = join(tree, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${code}\n`);
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  try {
    await run(process.execPath, [biome, "lint", "--error-on-warnings", "--colors=off", file], { cwd: tree });
    return "";
  } catch (error) {
    return error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  }
}

const inDomain = "services/resolver/src/domain/planted.ts";
const inRoomOfDomain = "services/resolver/src/domain/planning/planted.ts";
const inService = "services/resolver/src/planted.ts";
const inApp = "apps/local/src/planted.ts";
const rooms = "services/safeguards/src/domain";
const inContracts = "packages/contracts/src/planted.ts";

const inSubscriber = "packages/subscriber/src/planted.ts";
const inOtherPackage = "packages/another/src/planted.ts";

const violations = [
  ["a service that reaches into another's build", inService, "../../profiles/dist/service.js"],
  ["a service that reaches into another's tests", inService, "../../profiles/test/test-bus.ts"],
  ["a service in another kind of module", "services/resolver/src/planted.mts", "@stagepass/profiles"],
  ["an app in plain JavaScript", "apps/local/src/planted.js", "nats"],
  ["another package that speaks to NATS", inOtherPackage, "nats"],
  ["a domain with a library of its own for HTTP", inDomain, "undici"],
  ["a service that imports another", inService, "@stagepass/profiles"],
  ["a service that reaches into another's files", inService, "../../profiles/src/service.ts"],
  ["a service that imports an app", inService, "@stagepass/local"],
  ["a domain that reads files", inDomain, "node:fs"],
  ["a domain that starts threads", inDomain, "node:worker_threads"],
  ["a domain that uses the runtime", inDomain, "@stagepass/runtime"],
  ["a domain that calls AWS", inDomain, "@aws-sdk/client-sts"],
  ["a domain that imports a store", inDomain, "../store/deployments.ts"],
  ["a domain that imports its configuration", inDomain, "../config.ts"],
  ["a room of a domain that imports its configuration", inRoomOfDomain, "../../config.ts"],
  ["a room of a domain that reaches into another service", inRoomOfDomain, "../../../../profiles/src/app.ts"],
  ["a template that asks a policy", `${rooms}/template/planted.ts`, "../policies/registry.ts"],
  ["a template that knows settings", `${rooms}/template/lambda/planted.ts`, "../../settings/pattern.ts"],
  ["a template with a library for settings", `${rooms}/template/values/planted.ts`, "zod"],
  [
    "a template that reaches into the sandbox",
    `${rooms}/template/iam/planted.ts`,
    "../../../sandbox/start-sandbox.ts",
  ],
  [
    "a template that reads its YAML in threads",
    `${rooms}/template/yaml/planted.ts`,
    "../../../yaml-threads/start-yaml-threads.ts",
  ],
  ["settings that read a template", `${rooms}/settings/planted.ts`, "../template/resources.ts"],
  ["settings that use Node", `${rooms}/settings/planted.ts`, "node:util"],
  ["a policy that judges a deploy", `${rooms}/policies/functions/planted.ts`, "../../evaluating/evaluate.ts"],
  ["a registry that judges a deploy", `${rooms}/policies/planted.ts`, "../evaluating/evaluate.ts"],
  [
    "a policy that reads a value raw",
    `${rooms}/policies/functions/planted.ts`,
    "../../template/values/raw.ts",
  ],
  ["a policy with the service's ports", `${rooms}/policies/functions/planted.ts`, "../../../ports.ts"],
  [
    "an evaluation that checks what is saved",
    `${rooms}/evaluating/planted.ts`,
    "../checking/evaluate-safeguards.ts",
  ],
  [
    "an evaluation that opens the sandbox",
    `${rooms}/evaluating/planted.ts`,
    "../../sandbox/start-sandbox.ts",
  ],
  ["contracts that need Node", inContracts, "node:crypto"],
  ["contracts that use the runtime", inContracts, "@stagepass/runtime"],
  ["contracts that use the subscriber", inContracts, "@stagepass/subscriber"],
  ["a subscriber that uses the runtime", inSubscriber, "@stagepass/runtime"],
  ["a subscriber with a library that nobody installs for it", inSubscriber, "pino"],
  ...["fastify", "@fastify/swagger", "nats", "pg", "pino"].flatMap((library) =>
    [inService, inApp, inContracts].map((file) => [`${library} outside the runtime`, file, library] as const),
  ),
] as const;

test.each(violations)("the build fails on %s (%s)", async (_what, file, specifier) => {
  expect(await lint(file, `import * as planted from "${specifier}";\nexport { planted };`)).toContain(
    "noRestrictedImports",
  );
});

test.each(["fetch('http://127.0.0.1')", "process.pid", "performance.now()", "setTimeout(() => {}, 1)"])(
  "the build fails on a domain that uses %s",
  async (code) => {
    expect(await lint(inDomain, `export const planted = ${code};`)).toContain("noRestrictedGlobals");
  },
);

test("the build fails on an environment that is read anywhere but in main.ts", async () => {
  expect(await lint(inService, "export const home = process.env;")).toContain("noProcessEnv");
});

test("the build passes on what is allowed", async () => {
  expect(await lint(inDomain, 'export { Problem } from "@stagepass/contracts";')).toBe("");
  expect(await lint(inDomain, 'export { planted } from "./policies/planted.ts";')).toBe("");
  const inHttp = "services/resolver/src/http/planted.ts";
  expect(await lint(inHttp, 'export { planted } from "../domain/profiles/planted.ts";')).toBe("");
  const policy = `${rooms}/policies/functions/planted.ts`;
  expect(await lint(policy, 'export { planted } from "../../template/values/planted.ts";')).toBe("");
  expect(await lint(policy, 'export { planted } from "../../settings/planted.ts";')).toBe("");
  expect(
    await lint(`${rooms}/evaluating/planted.ts`, 'export { planted } from "../policies/planted.ts";'),
  ).toBe("");
  expect(await lint(inSubscriber, 'export { AckPolicy } from "nats";')).toBe("");
  expect(await lint(inService, 'export { start } from "@stagepass/runtime";')).toBe("");
});
