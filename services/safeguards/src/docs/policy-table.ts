import type { Policy } from "../domain/policies/definition/policy.ts";
import { documentNeeds } from "../domain/policies/definition/policy-document.ts";

const begin = "<!-- The table of policies: made by `npm run docs`. -->";
const end = "<!-- End of the table of policies. -->";

/** The page with its table of policies written again. Throws when the page lacks the comments around the table. */
export function withPolicyTable(page: string, policies: readonly Policy[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error("The page has lost the marks between which the policies are listed.");
  const rows = policies.map(
    ({ id, description, needs }) =>
      `| [\`${id}\`](safeguards/${id}.md) | ${description.replaceAll("|", "\\|")} | ${documentNeeds(needs).join(", ")} |`,
  );
  const table = ["| policy | what it demands | needs |", "| --- | --- | --- |", ...rows].join("\n");
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
}
