import { writeFile } from "node:fs/promises";
import { makeDocuments } from "./documents.ts";

for (const { file, text } of await makeDocuments()) {
  await writeFile(file, text);
  process.stdout.write(`${file.pathname}\n`);
}
