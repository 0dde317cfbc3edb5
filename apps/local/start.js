// `npm start`: builds what has changed, then runs the local stack in this same process.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Stagepass needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const main = new URL("./dist/main.js", import.meta.url);
if (!existsSync(fileURLToPath(main))) process.stderr.write("Building (the first time only) …\n");
run("node_modules/typescript/bin/tsc", "--build", "apps/local");
// In a process of its own: the bundler changes the environment of the one that it runs in.
run("apps/dashboard/build.js");

/** Runs a program of this repository, and ends when it fails. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

// Stagepass supports Node 20, so the AWS SDK's warning about it would only confuse the person who starts this.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
process.setSourceMapsEnabled(true);
// The heap is collected when it has grown by 60 %. On a machine with much memory V8 would let it grow to four times its size.
setFlagsFromString("--heap-growing-percent=60");
await import(main.href);
