/** The content of an XML element. A key whose value is `undefined` makes no element. */
export type XmlContent = string | number | { readonly [element: string]: XmlContent | undefined };

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** Makes a whole STS document with the root element `name` in STS's namespace. */
export function toDocument(name: string, content: XmlContent): string {
  return `<${name} xmlns="${NAMESPACE}">${toXml(content)}</${name}>`;
}

function toXml(content: XmlContent): string {
  if (typeof content !== "object") return escapeText(String(content));
  return Object.entries(content)
    .filter((entry): entry is [string, XmlContent] => entry[1] !== undefined)
    .map(([name, inner]) => `<${name}>${toXml(inner)}</${name}>`)
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeText(text: string): string {
  return (
    text
      .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
      // XML 1.0 cannot represent most control characters, and error messages repeat what the caller sent.
      .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
  );
}
