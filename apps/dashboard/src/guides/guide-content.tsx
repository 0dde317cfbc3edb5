import { Link } from "@tanstack/react-router";
import { Link2 } from "lucide-react";
import { createElement, type ReactNode } from "react";
import { CodeBlock } from "../ui/controls/copy.tsx";
import type { GuideNode } from "./guide.ts";
import styles from "./guide-page.module.css";

/** Shows what a guide says, with the page's own links, tables and blocks of code. */
export function GuideContent({ nodes }: { readonly nodes: readonly GuideNode[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a guide never changes while it is shown
  return nodes.map((node, index) => <Node key={index} node={node} />);
}

function Node({ node }: { readonly node: GuideNode }): ReactNode {
  if (typeof node === "string") return node;
  const { tag, attributes = {}, children = [] } = node;
  if (tag === "pre") return <CodeBlock code={String(children[0] ?? "")} what="the code" />;
  if (tag === "hr" || tag === "br") return createElement(tag);
  const content = <GuideContent nodes={children} />;
  const { id, href } = attributes;
  if (href !== undefined) return <GuideAnchor href={href}>{content}</GuideAnchor>;
  if (id !== undefined)
    return createElement(
      tag,
      { id, className: styles.heading },
      content,
      <a href={`#${id}`} className={styles.anchor} aria-label="A link to this part">
        <Link2 aria-hidden />
      </a>,
    );
  if (tag === "table")
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <div className={styles.table} tabIndex={0}>
        <table>{content}</table>
      </div>
    );
  return createElement(tag, {}, content);
}

/** A link in a guide: to another guide, to a part of this one, or to another site. */
function GuideAnchor({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (!href.startsWith("/guides/")) return <a href={href}>{children}</a>;
  const [path = "", hash] = href.slice("/guides/".length).split("#");
  return (
    <Link to="/guides/$" params={{ _splat: path }} hash={hash}>
      {children}
    </Link>
  );
}
