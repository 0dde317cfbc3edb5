// At a release: keeps what the contracts say now, so that later changes are compared with it.
import { writeFile } from "node:fs/promises";
import { describeWire } from "./dist/documents/describe-wire.js";

const file = new URL("released/wire.json", import.meta.url);
await writeFile(file, `${JSON.stringify(describeWire())}\n`);
process.stdout.write(`${file.pathname}\n`);
