import { problemCodes } from "../problems/problem.ts";
import { type ProblemPage, problemPage } from "../problems/guides/problem-page.ts";

const origin = "<!-- Made from the table of problems and its guides by `npm run docs`. -->";

/** The page of a problem in Markdown. */
export function problemDocument(page: ProblemPage): string {
  const { code, status, title, retryable, meaning, causes, advice, retry, example } = page;
  const sections = [
    origin,
    `# ${title}`,
    `\`${code}\`, answered with the status ${status}.`,
    meaning,
    "## When it is answered",
    listOf(causes),
    "## What to do",
    listOf(advice),
    "## Does a retry help?",
    `${answerTo(retryable)} ${retry}`,
    "## An example",
    `\`${example.request}\` is answered with:`,
    `\`\`\`json\n${JSON.stringify(example.answer, null, 2)}\n\`\`\``,
    "[All problems](../problems.md)",
  ];
  return `${sections.join("\n\n")}\n`;
}

const begin = "<!-- The table of problems: made by `npm run docs`. -->";
const end = "<!-- End of the table of problems. -->";

/** The page with a new table of problems in place of the old one. Throws when the page lacks the marks around it. */
export function withProblemTable(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error("The page lacks the marks between which the problems are listed.");
  const rows = problemCodes.map((code) => {
    const { status, title, retryable } = problemPage(code);
    return `| [\`${code}\`](problems/${code}.md) | ${status} | ${title} | ${retryable ? "yes" : "no"} |`;
  });
  const table = [
    "| code | status | what it means | does a retry help? |",
    "| --- | --- | --- | --- |",
    ...rows,
  ];
  return `${page.slice(0, from)}${begin}\n\n${table.join("\n")}\n\n${page.slice(to)}`;
}

function answerTo(isTrue: boolean): string {
  return isTrue ? "Yes." : "No.";
}

function listOf(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join("\n");
}
