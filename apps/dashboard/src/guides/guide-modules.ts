import type { Guide } from "./guide.ts";

const folder = "../../../../docs/";
const modules = import.meta.glob<Guide>("../../../../docs/**/*.md", { query: "?guide", import: "default" });
const titles = import.meta.glob<string>("../../../../docs/**/*.md", {
  query: "?title",
  import: "default",
  eager: true,
});

/** The paths of all guides, and their titles. */
export const guideTitles: ReadonlyMap<string, string> = new Map(
  Object.entries(titles).map(([file, title]) => [file.slice(folder.length, -".md".length), title]),
);

/** Loads a guide. Undefined if there is none at this path. */
export async function loadGuide(path: string): Promise<Guide | undefined> {
  return await modules[`${folder}${path}.md`]?.();
}
