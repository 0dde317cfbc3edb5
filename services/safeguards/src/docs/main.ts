import { mkdir, rm, writeFile } from "node:fs/promises";
import { makeDocuments, pages } from "./documents.ts";

// No page is left of a policy that is gone.
await rm(pages, { recursive: true, force: true });
await mkdir(pages, { recursive: true });
for (const { file, text } of await makeDocuments()) {
  await writeFile(file, text);
  process.stdout.write(`${file.pathname}\n`);
}
