// At a release: keeps what the contracts say now, so that later changes are compared with it.
import { writeFile } from "node:fs/promises";
import { describeContracts } from "./dist/documents/describe-contracts.js";

const file = new URL("released/contracts.json", import.meta.url);
await writeFile(file, `${JSON.stringify(describeContracts())}\n`);
process.stdout.write(`${file.pathname}\n`);
