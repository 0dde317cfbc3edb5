import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { policies } from "../domain/policies/registry.ts";
import { makeDocuments, pages } from "./documents.ts";

test.each(await makeDocuments())("$file.pathname says what the policies say", async ({ file, text }) => {
  expect(await readFile(file, "utf8"), `${basename(file.pathname)} is stale: run npm run docs`).toBe(text);
});

test("every policy has a page, and no page is left of one that is gone", async () => {
  expect((await readdir(pages)).sort()).toEqual(policies.map(({ id }) => `${id}.md`).sort());
});
