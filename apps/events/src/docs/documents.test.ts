import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { makeDocuments } from "./documents.ts";

test.each(await makeDocuments())(
  "the document $file.pathname is what the contracts generate",
  async ({ file, text }) => {
    expect(await readFile(file, "utf8"), `${basename(file.pathname)} is stale: run npm run docs`).toBe(text);
  },
);
