import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { withRights } from "./rights-document.ts";

// A page that differs is out of date: `npm run docs` makes it again.
const page = new URL("../../../../docs/rights.md", import.meta.url);

test("the tables in docs/rights.md are those that are made from the table of roles and the routes", async () => {
  await expect(withRights(await readFile(page, "utf8"))).toMatchFileSnapshot(page.pathname);
});
