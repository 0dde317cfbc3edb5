import type { Plugin } from "vite";
import { readGuide } from "./read-guide.ts";

/**
 * Makes modules of the pages in the folder `docs`: `x.md?guide` is the whole page, and `x.md?title` its title alone. The
 * pages are read at build time, so that the browser loads no reader of Markdown. The folder ends with a slash.
 */
export function guides(docs: string): Plugin {
  return {
    name: "guides",
    transform: {
      filter: { id: /\.md\?(?:guide|title)$/ },
      handler(markdown, id) {
        const [file = "", query] = id.split("?");
        const guide = readGuide(file.slice(docs.length, -".md".length), markdown);
        const value = query === "title" ? guide.title : guide;
        return { code: `export default ${JSON.stringify(value)}`, moduleType: "js", map: null };
      },
    },
  };
}
