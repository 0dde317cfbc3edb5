/** The guides in the order of the list, by their paths below `docs/`. A path with `*` stands for all of a folder. */
export const guideGroups = [
  {
    title: "Profiles and applications",
    guides: ["dashboard", "profiles", "precedence", "services", "providers", "migrating-to-providers"],
  },
  {
    title: "Deploying",
    guides: ["safeguards", "legacy-clients", "access-keys", "configuration-as-code", "problems"],
  },
  {
    title: "Running Stagepass",
    guides: ["local", "compose", "operating", "watching", "performance"],
  },
  { title: "How it works", guides: ["architecture", "events", "sessions", "rights"] },
  { title: "Policies", guides: ["safeguards/*"] },
  { title: "Problems", guides: ["problems/*"] },
  { title: "Decisions", guides: ["decisions/*"] },
] as const;

/** The paths of a group, of all guides that there are. */
export function guidesOf(group: readonly string[], all: readonly string[]): string[] {
  return group.flatMap((path) =>
    path.endsWith("*") ? all.filter((guide) => guide.startsWith(path.slice(0, -1))).sort() : [path],
  );
}
