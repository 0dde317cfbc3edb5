import { expect, test } from "vitest";
import { hrefIn } from "./href-in.ts";
import { readGuide } from "./read-guide.ts";

test("a guide has its title, its headings with the anchors of GitHub, and its content", () => {
  expect(
    readGuide(
      "a",
      "# The `title`\n\nSome *words*.\n\n## Static keys, and why not\n\n## Static keys, and why not\n",
    ),
  ).toEqual({
    title: "The title",
    headings: [
      { id: "static-keys-and-why-not", text: "Static keys, and why not", level: 2 },
      { id: "static-keys-and-why-not-1", text: "Static keys, and why not", level: 2 },
    ],
    content: [
      { tag: "p", children: ["Some ", { tag: "em", children: ["words"] }, "."] },
      { tag: "h2", attributes: { id: "static-keys-and-why-not" }, children: ["Static keys, and why not"] },
      { tag: "h2", attributes: { id: "static-keys-and-why-not-1" }, children: ["Static keys, and why not"] },
    ],
  });
});

test("lists, tables and code keep what stands in them, and raw HTML is left out", () => {
  const text = "<!-- made -->\n\n- one `<b>` two\n\n| a |\n| --- |\n| 1 & 2 |\n\n```sh\nls '<x>'\n```\n";
  expect(readGuide("a", text).content).toEqual([
    { tag: "ul", children: [{ tag: "li", children: ["one ", { tag: "code", children: ["<b>"] }, " two"] }] },
    {
      tag: "table",
      children: [
        { tag: "thead", children: [{ tag: "tr", children: [{ tag: "th", children: ["a"] }] }] },
        { tag: "tbody", children: [{ tag: "tr", children: [{ tag: "td", children: ["1 & 2"] }] }] },
      ],
    },
    { tag: "pre", children: ["ls '<x>'"] },
  ]);
});

test("a link to another page of docs leads to its guide, and one out of docs stays text", () => {
  expect(hrefIn("safeguards/allowed-regions", "../problems.md#codes")).toBe("/guides/problems#codes");
  expect(hrefIn("providers", "problems/no-provider.md")).toBe("/guides/problems/no-provider");
  expect(hrefIn("providers", "#static-keys")).toBe("#static-keys");
  expect(hrefIn("providers", "https://docs.aws.amazon.com/")).toBe("https://docs.aws.amazon.com/");
  expect(hrefIn("providers", "../README.md")).toBeUndefined();
  expect(hrefIn("events", "asyncapi.json")).toBeUndefined();
  expect(readGuide("events", "[the example](../examples/subscriber)").content).toEqual([
    { tag: "p", children: ["the example"] },
  ]);
});
