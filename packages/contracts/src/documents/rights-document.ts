import { nameOf, routes } from "../catalogue/catalogue.ts";
import { type Action, actions } from "../values/rights/actions.ts";
import { may, type Role, roles } from "../values/rights/roles.ts";

const begin = "<!-- What each role may do: made by `npm run docs`. -->";
const end = "<!-- End of what each role may do. -->";

/** The page with new tables of the roles and the permissions in place of the old ones. Throws when the page lacks the marks around them. */
export function withRights(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error("The page lacks the marks between which the rights are listed.");
  const tables = [rolesTable(), "## Permissions", permissionsTable(), "## Operations", operationsTable()];
  return `${page.slice(0, from)}${begin}\n\n${tables.join("\n\n")}\n\n${page.slice(to)}`;
}

const roleNames = Object.keys(roles) as Role[]; // Object.keys forgets the keys
const actionNames = Object.keys(actions) as Action[]; // as above

function rolesTable(): string {
  return table(
    ["role", "what it is for"],
    roleNames.map((role) => [`\`${role}\``, roles[role].summary]),
  );
}

function permissionsTable(): string {
  return table(
    ["permission", "what it permits", ...roleNames],
    actionNames.map((action) => [
      `\`${action}\``,
      actions[action],
      ...roleNames.map((role) => (may(role, action) ? "yes" : "")),
    ]),
  );
}

function operationsTable(): string {
  const rows = actionNames.flatMap((action) => {
    const operations = routes.filter((route) => [route.action, ...alsoNeeded(route)].includes(action));
    if (operations.length === 0) return [];
    return [[`\`${action}\``, operations.map((route) => `\`${nameOf(route)}\``).join(", ")]];
  });
  return table(["permission", "operations that need it"], rows);
}

function alsoNeeded({ actionBy }: (typeof routes)[number]): string[] {
  return actionBy === undefined ? [] : Object.values(actionBy.actions);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lineOf = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [lineOf(head), lineOf(head.map(() => "---")), ...rows.map(lineOf)].join("\n");
}
