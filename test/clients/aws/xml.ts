/** The content of an XML element. A list makes an element of the same name for each of its items. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlContent[]
  | { readonly [element: string]: XmlContent };

/** Writes an element as AWS's XML protocols do, without attributes. An element without content is left out. */
export function toElement(name: string, content: XmlContent): string {
  if (content === undefined) return "";
  if (Array.isArray(content)) return content.map((item) => toElement(name, item)).join("");
  return `<${name}>${toText(content)}</${name}>`;
}

function toText(content: XmlContent): string {
  if (typeof content !== "object") return escapeText(String(content));
  return Object.entries(content)
    .map(([name, inner]) => toElement(name, inner))
    .join("");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
