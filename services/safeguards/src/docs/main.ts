import { mkdir, writeFile } from "node:fs/promises";
import { makeDocuments, pages } from "./documents.ts";

await mkdir(pages, { recursive: true });
for (const { file, text } of await makeDocuments()) {
  await writeFile(file, text);
  process.stdout.write(`${file.pathname}\n`);
}
