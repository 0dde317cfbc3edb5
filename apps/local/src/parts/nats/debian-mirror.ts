/** A file of the system's apt sources. Its name determines the format. */
export interface AptSourceFile {
  name: string;
  text: string;
}

/** Suites that only Debian has. A mirror that serves one of them serves Debian 13, too. */
const DEBIAN_SUITE = /^(?:bullseye|bookworm|trixie|forky|stable|testing|unstable|sid)$/;

/**
 * Finds the Debian mirror that this system's apt uses. Returns undefined when it uses none, as on Ubuntu. Both formats
 * are read: the lines of `*.list` and the stanzas of `*.sources`, see sources.list(5).
 */
export function findDebianMirror(files: readonly AptSourceFile[]): string | undefined {
  for (const { name, text } of files) {
    const uri = name.endsWith(".sources") ? inStanzas(text) : inLines(text);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

function inLines(text: string): string | undefined {
  for (const line of text.split("\n")) {
    const [, uri, suite] = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+\S/.exec(line) ?? [];
    if (uri && suite && DEBIAN_SUITE.test(suite)) return uri;
  }
  return undefined;
}

function inStanzas(text: string): string | undefined {
  const withoutComments = text.replace(/^#.*\n?/gm, "");
  for (const stanza of withoutComments.split(/\n\s*\n/)) {
    if (/^(?:no|false|off|0)$/i.test(readField(stanza, "Enabled")[0] ?? "")) continue;
    if (!readField(stanza, "Types").includes("deb")) continue;
    if (readField(stanza, "Suites").some((suite) => DEBIAN_SUITE.test(suite)))
      return readField(stanza, "URIs")[0];
  }
  return undefined;
}

/** Returns the words of a field, whose value may continue in indented lines. */
function readField(stanza: string, name: string): string[] {
  const value = new RegExp(`^${name}:(.*(?:\\n[ \\t].*)*)`, "im").exec(stanza)?.[1] ?? "";
  return value.split(/\s+/).filter((word) => word !== "");
}
