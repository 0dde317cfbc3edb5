import GithubSlugger from "github-slugger";
import { lexer, type Token, type Tokens } from "marked";
import type { Guide, GuideHeading, GuideNode } from "../guide.ts";
import { hrefIn } from "./href-in.ts";

/**
 * Reads a page of `docs/`. Its headings get the anchors that GitHub gives them, so that links work in both places. Raw HTML
 * is left out: a guide is made of the elements below and of nothing else.
 */
export function readGuide(path: string, markdown: string): Guide {
  const slugger = new GithubSlugger();
  const headings: GuideHeading[] = [];
  let title = path;
  const content = lexer(markdown).flatMap((token): GuideNode[] => {
    if (token.type !== "heading") return nodeOf(path, token);
    const { depth, text, tokens = [] } = token as Tokens.Heading;
    const plain = textIn(tokens);
    const id = slugger.slug(text);
    if (depth === 1) {
      title = plain;
      return [];
    }
    headings.push({ id, text: plain, level: depth });
    return [{ tag: `h${depth}`, attributes: { id }, children: nodesOf(path, tokens) }];
  });
  return { title, headings, content };
}

const nodesOf = (path: string, tokens: readonly Token[] = []): GuideNode[] =>
  tokens.flatMap((token) => nodeOf(path, token));

/** The parser's union of tokens has a member for extensions that fits every type, so that each case names its own. */
function nodeOf(path: string, token: Token): GuideNode[] {
  const inside = (tag: string, { tokens }: { tokens?: Token[] | undefined }): GuideNode[] => [
    { tag, children: nodesOf(path, tokens) },
  ];
  switch (token.type) {
    case "paragraph":
      return inside("p", token);
    case "blockquote":
      return inside("blockquote", token);
    case "strong":
      return inside("strong", token);
    case "em":
      return inside("em", token);
    case "codespan":
      return [{ tag: "code", children: [(token as Tokens.Codespan).text] }];
    case "code":
      return [{ tag: "pre", children: [(token as Tokens.Code).text] }];
    case "list":
      return [listOf(path, token as Tokens.List)];
    case "table":
      return [tableOf(path, token as Tokens.Table)];
    case "link":
      return linkOf(path, token as Tokens.Link);
    case "br":
    case "hr":
      return [{ tag: token.type }];
    case "text":
      return token.tokens === undefined ? [(token as Tokens.Text).text] : nodesOf(path, token.tokens);
    case "escape":
      return [(token as Tokens.Escape).text];
    default:
      return [];
  }
}

function listOf(path: string, { ordered, items }: Tokens.List): GuideNode {
  const children = items.map(({ tokens }) => ({ tag: "li", children: nodesOf(path, tokens) }));
  return { tag: ordered ? "ol" : "ul", children };
}

function tableOf(path: string, { header, rows }: Tokens.Table): GuideNode {
  const row = (cells: readonly Tokens.TableCell[], tag: string): GuideNode => ({
    tag: "tr",
    children: cells.map(({ tokens }) => ({ tag, children: nodesOf(path, tokens) })),
  });
  return {
    tag: "table",
    children: [
      { tag: "thead", children: [row(header, "th")] },
      { tag: "tbody", children: rows.map((cells) => row(cells, "td")) },
    ],
  };
}

/** A link to what is no guide, such as a file of the sources, stays a text. */
function linkOf(path: string, { href, tokens }: Tokens.Link): GuideNode[] {
  const children = nodesOf(path, tokens);
  const target = hrefIn(path, href);
  return target === undefined ? children : [{ tag: "a", attributes: { href: target }, children }];
}

const textIn = (tokens: readonly Token[]): string =>
  tokens
    .map((token) =>
      "tokens" in token && token.tokens !== undefined
        ? textIn(token.tokens)
        : "text" in token
          ? token.text
          : "",
    )
    .join("");
