import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { isProblemCode, problemCodes, problems } from "../problems/problem.ts";
import { problemPage } from "../problems/guides/problem-page.ts";
import { problemDocument, withProblemTable } from "./problem-documents.ts";

// A page that differs is out of date: `npm run docs` makes it again.
const docs = new URL("../../../../docs/", import.meta.url);
const pages = new URL("problems/", docs);
const fileOf = (code: string) => new URL(`${code}.md`, pages);

test.each(problemCodes)(
  "the page of the problem %s is the one that is made from the table of problems and its guide",
  async (code) => {
    await expect(problemDocument(problemPage(code))).toMatchFileSnapshot(fileOf(code).pathname);
  },
);

test("the list in docs/problems.md is the one that is made from the table of problems", async () => {
  const list = new URL("../problems.md", pages);
  await expect(withProblemTable(await readFile(list, "utf8"))).toMatchFileSnapshot(list.pathname);
});

test("every page in docs/problems belongs to a problem", async () => {
  const files = await readdir(pages);
  expect(files.filter((file) => !isProblemCode(file.replace(/\.md$/, "")))).toEqual([]);
});

test.each(problemCodes)(
  "the page of %s has the title, the status and the answer about retries of the table",
  (code) => {
    const { title, status, retryable } = problems[code];
    const page = problemDocument(problemPage(code));
    expect(page).toContain(`\n# ${title}\n`);
    expect(page).toContain(`\`${code}\`, answered with the status ${status}.`);
    expect(page).toContain(`## Does a retry help?\n\n${retryable ? "Yes." : "No."} `);
  },
);

test.each(problemCodes)(
  "the example on the page of %s is a valid problem whose type leads to that page",
  (code) => {
    const { answer } = problemPage(code).example;
    expect(answer).toMatchObject({ code, type: `/problems/${code}`, status: problems[code].status });
    expect(answer.detail).not.toBe("");
  },
);
