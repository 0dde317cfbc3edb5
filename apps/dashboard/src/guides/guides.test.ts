import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readGuide } from "./build/read-guide.ts";
import type { GuideNode } from "./guide.ts";
import { guideGroups, guidesOf } from "./guide-groups.ts";
import { topics } from "./topics.ts";

const docs = fileURLToPath(new URL("../../../../docs/", import.meta.url));
const files = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
const guides = new Map(
  files.map((file) => {
    const path = file.replace(/\.md$/, "");
    return [path, readGuide(path, readFileSync(`${docs}${file}`, "utf8"))] as const;
  }),
);

test("the list of guides has every page of docs, each once", () => {
  const all = [...guides.keys()];
  const listed = guideGroups.flatMap((group) => guidesOf(group.guides, all));
  expect(listed.toSorted()).toEqual(all.toSorted());
});

test("every topic has its guide, and the heading that it begins at", () => {
  const missing = Object.values(topics).filter((place) => !isThere(`/guides/${place}`));
  expect(missing).toEqual([]);
});

test("every link in a guide leads to a guide and a heading that are there", () => {
  const broken = [...guides].flatMap(([path, { content }]) =>
    linksIn(content)
      .map((href) => (href.startsWith("#") ? `/guides/${path}${href}` : href))
      .filter((href) => href.startsWith("/") && !isThere(href))
      .map((href) => `${path}: ${href}`),
  );
  expect(broken).toEqual([]);
});

function isThere(address: string): boolean {
  const [path = "", heading] = address.slice("/guides/".length).split("#");
  const guide = guides.get(path);
  return guide !== undefined && (heading === undefined || guide.headings.some(({ id }) => id === heading));
}

function linksIn(nodes: readonly GuideNode[]): string[] {
  return nodes.flatMap((node) =>
    typeof node === "string"
      ? []
      : [...(node.tag === "a" ? [node.attributes?.["href"] ?? ""] : []), ...linksIn(node.children ?? [])],
  );
}
