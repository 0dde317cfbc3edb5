// `npm run events`: builds what has changed, then follows the events in this same process.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
// The compiler's output must not be mixed with the events.
const stdio = ["ignore", 2, 2];
const build = spawnSync(process.execPath, [tsc, "--build", "apps/events"], { cwd: root, stdio });
if (build.status !== 0) process.exit(build.status ?? 1);

process.setSourceMapsEnabled(true);
await import(new URL("./dist/main.js", import.meta.url).href);
