import { useNavigate } from "@tanstack/react-router";
import { guideTitles } from "../guides/guide-modules.ts";
import { signOut, useMay } from "../session/session.ts";
import { chooseTheme, themeAfter, useTheme } from "../shell/theme.ts";
import type { Above } from "./above.ts";
import { type Command, type CommandGroup, fitting } from "./commands.ts";

/** The most guides that are offered at once. */
const mostGuides = 5;

/** What can be done from anywhere, and all pages, of what whoever is signed in may do. */
export function useCommands(org: string, text: string, open: (next: Above) => void): CommandGroup[] {
  const may = useMay();
  const go = useNavigate();
  const theme = useTheme();
  const params = { org };
  const unless = (hasRight: boolean, command: Command) => (hasRight ? [command] : []);
  const page = (label: string, operation: string, run: () => void) =>
    unless(may(operation), { id: `page ${label}`, label, run });
  const tab = (
    label: string,
    name: "providers" | "keys" | "clients" | "stages" | "configuration",
    operation: string,
  ) => page(label, operation, () => void go({ to: "/$org/organization", params, search: { tab: name } }));
  const actions = [
    {
      id: "explain",
      label: "What would a deploy get?",
      run: () => void go({ to: "/$org/explain", params }),
    },
    ...unless(may("putProfile"), { id: "add profile", label: "Add profile", run: () => open("add profile") }),
    ...unless(may("putApp"), { id: "add app", label: "Add application", run: () => open("add application") }),
    { id: "theme", label: "Switch theme", about: `Now: ${theme}`, run: () => chooseTheme(themeAfter(theme)) },
    { id: "shortcuts", label: "Keyboard shortcuts", run: () => open("shortcuts") },
    { id: "sign out", label: "Sign out", run: () => void signOut().then(() => go({ to: "/sign-in" })) },
  ];
  const pages = [
    ...page("Profiles", "listProfiles", () => void go({ to: "/$org/profiles", params })),
    ...page("Applications", "listApps", () => void go({ to: "/$org/apps", params })),
    ...page("Deployments", "listDeployments", () => void go({ to: "/$org/deployments", params })),
    ...tab("Providers", "providers", "listProviders"),
    ...tab("Access keys", "keys", "listAccessKeys"),
    ...tab("Rules for existing clients", "clients", "getOrg"),
    ...tab("Stage map", "stages", "getOrg"),
    ...tab("Import and export", "configuration", "exportConfiguration"),
    { id: "page guides", label: "Guides", run: () => void go({ to: "/guides" }) },
  ];
  const guides = [...guideTitles].map(([path, label]) => ({
    id: `guide ${path}`,
    label,
    run: () => void go({ to: "/guides/$", params: { _splat: path } }),
  }));
  return [
    { title: "Actions", commands: fitting(actions, text) },
    { title: "Pages", commands: fitting(pages, text) },
    { title: "Guides", commands: text.trim() === "" ? [] : fitting(guides, text).slice(0, mostGuides) },
  ];
}
