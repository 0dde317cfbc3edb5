import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { makeDocuments } from "./documents.ts";

// When this fails: npx tsc -b apps/events && node apps/events/dist/docs/main.js
test.each(await makeDocuments())("$file.pathname says what the contracts say", async ({ file, text }) => {
  expect(await readFile(file, "utf8"), `${basename(file.pathname)} is stale`).toBe(text);
});
