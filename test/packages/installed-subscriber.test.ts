import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runCommand } from "../../apps/local/src/parts/processes/run-command.ts";
import { startEventBus } from "../support/bus/event-bus.ts";
import { root } from "../support/stack/stack.ts";

const packed = ["contracts", "subscriber"] as const;
/**
 * The libraries that the packages and a program in TypeScript need. They are copied from here, so that no network is
 * needed.
 */
const libraries = ["zod", "nats", "nkeys.js", "tweetnacl", "@types/node", "undici-types"];

let folder: string;
let tarballs: readonly Tarball[];

/** npm's description of a package that it packed. */
interface Tarball {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "stagepass-packages-"));
  await copyWorkspace(join(folder, "checkout"));
  tarballs = JSON.parse(
    await npm(join(folder, "checkout"), "pack", "--workspaces", "--json", "--pack-destination", folder),
  );
});

afterAll(() => rm(folder, { recursive: true }));

test("a package contains its compiled sources, the sources, and its documents", async () => {
  for (const [index, name] of packed.entries()) {
    const sources = (await readdir(join(root, "packages", name, "src"), { recursive: true })).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
    );
    const compiled = sources.flatMap((file) =>
      [".js", ".js.map", ".d.ts", ".d.ts.map"].map((end) => `dist/${file.replace(/\.ts$/, end)}`),
    );
    const expected = [...compiled, ...sources.map((file) => `src/${file}`)];
    expect(tarballs[index]?.files.map(({ path }) => path).sort()).toEqual(
      [...expected, "LICENSE", "README.md", "package.json"].sort(),
    );
  }
});

test("the program in the README compiles outside of this repository, and receives an event", {
  timeout: 180_000,
}, async () => {
  const bus = await startEventBus();
  onTestFinished(() => bus.stop());
  const program = join(folder, "program");
  await mkdir(program);
  await writeProgram(program, bus.urlFor("subscriber"));
  await npm(
    program,
    ...["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--install-links"],
    ...tarballs.map(({ filename }) => join(folder, filename)),
    ...libraries.map((library) => join(root, "node_modules", library)),
  );
  await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], program);
  await bus.announce("0198a2f4-6c1e-7d2a-9b3f-5e8c1d7a4b60", { type: "profiles.v1.stage.mapped" });
  expect(await firstLineOf(join(program, "main.js"))).toBe("profiles.v1.stage.mapped storefront prod");
});

/** Copies a checkout of only these packages, in which nothing is compiled yet. */
async function copyWorkspace(checkout: string): Promise<void> {
  const filter = (source: string) => !/\/(dist|node_modules)$/.test(source);
  for (const name of packed) {
    await cp(join(root, "packages", name), join(checkout, "packages", name), { recursive: true, filter });
  }
  await cp(join(root, "tsconfig.base.json"), join(checkout, "tsconfig.base.json"));
  const workspaces = packed.map((name) => `packages/${name}`);
  await writeFile(join(checkout, "package.json"), JSON.stringify({ private: true, workspaces }));
  const modules = join(checkout, "node_modules");
  await mkdir(join(modules, "@stagepass"), { recursive: true });
  await mkdir(join(modules, "@types"));
  for (const name of packed) {
    await symlink(join(checkout, "packages", name), join(modules, "@stagepass", name));
  }
  for (const library of [...libraries, ".bin"]) {
    await symlink(join(root, "node_modules", library), join(modules, library));
  }
}

/** Writes the program that the README shows, for this NATS server. */
async function writeProgram(program: string, url: string): Promise<void> {
  const readme = await readFile(join(root, "packages/subscriber/README.md"), "utf8");
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const { host, password } = new URL(url);
  const compilerOptions = { module: "nodenext", target: "es2023", strict: true, types: ["node"] };
  await writeFile(join(program, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await writeFile(join(program, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  await writeFile(join(program, "main.ts"), code.replace("127.0.0.1:4222", host).replace("…", password));
}

async function firstLineOf(file: string): Promise<string> {
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    for await (const line of createInterface(child.stdout)) return line;
    return "";
  } finally {
    child.kill("SIGKILL");
  }
}

function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  return run("npm", [...args, "--loglevel=error"], cwd);
}

function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return runCommand(program, args, { cwd, env: process.env, timeoutMs: 100_000 });
}
