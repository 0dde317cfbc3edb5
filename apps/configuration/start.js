// `npm run config`: builds what has changed, then does what was asked in this same process.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
// The compiler's output must not be in the document.
const stdio = ["ignore", 2, 2];
const build = spawnSync(process.execPath, [tsc, "--build", "apps/configuration"], { cwd: root, stdio });
// The compiler's own exit code 2 would be read as a difference.
if (build.status !== 0) process.exit(1);

process.setSourceMapsEnabled(true);
await import(new URL("./dist/main.js", import.meta.url).href);
