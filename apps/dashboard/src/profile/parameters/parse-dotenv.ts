import { ParameterInput } from "@stagepass/contracts";

/** What a dotenv text sets, and each line that cannot be read. */
export interface DotenvText {
  readonly parameters: readonly { readonly key: string; readonly value: string; readonly line: number }[];
  readonly mistakes: readonly DotenvMistake[];
}

/** A line that was left out, and why. It never holds the value. */
export interface DotenvMistake {
  readonly line: number;
  readonly reason: string;
}

/** A line that sets something: spaces, perhaps `export`, a name, an equals sign, and what follows it. */
const assignment = /^\s*(?:export\s+)?([^\s=]+)\s*=[^\S\n]*/;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$" };

/**
 * Reads a text as it stands in `.env` files: `KEY=value`, with `export`, comments, values in single quotes, double quotes
 * and backticks, which can have several lines, and escapes in double quotes. Variables such as `$OTHER` stay as they are.
 */
export function parseDotenv(text: string): DotenvText {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const found = new Map<string, { key: string; value: string; line: number }>();
  const mistakes: DotenvMistake[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = index + 1;
    const read = readAssignment(lines, index);
    index = read.next;
    if (read.kind === "nothing") continue;
    const reason = read.kind === "mistake" ? read.reason : reasonAgainst(read, found.get(read.key)?.line);
    if (reason !== undefined) mistakes.push({ line, reason });
    else if (read.kind === "set") found.set(read.key, { key: read.key, value: read.value, line });
  }
  return { parameters: [...found.values()], mistakes };
}

type Read = { readonly next: number } & (
  | { readonly kind: "nothing" }
  | { readonly kind: "mistake"; readonly reason: string }
  | { readonly kind: "set"; readonly key: string; readonly value: string }
);

function readAssignment(lines: readonly string[], index: number): Read {
  const line = lines[index] ?? "";
  const next = index + 1;
  if (/^\s*(#|$)/.test(line)) return { kind: "nothing", next };
  const match = assignment.exec(line);
  const key = match?.[1];
  if (match === null || key === undefined)
    return { kind: "mistake", reason: "does not set anything: write KEY=value", next };
  const rest = line.slice(match[0].length);
  const quote = rest.charAt(0);
  if (quote !== '"' && quote !== "'" && quote !== "`") {
    const value = rest.startsWith("#") ? "" : rest.replace(/\s#.*$/, "").trim();
    return { kind: "set", key, value, next };
  }
  return readQuoted(lines, index, { key, quote, from: match[0].length + 1 });
}

interface Quoted {
  readonly key: string;
  readonly quote: string;
  /** Where the value begins in its first line. */
  readonly from: number;
}

function readQuoted(lines: readonly string[], index: number, { key, quote, from }: Quoted): Read {
  let value = "";
  for (let at = index; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (at > index) value += "\n";
    for (let column = at === index ? from : 0; column < line.length; column++) {
      const letter = line.charAt(column);
      if (letter === quote) return endQuoted({ key, value, after: line.slice(column + 1), next: at + 1 });
      const escaped =
        quote === '"' && letter === "\\" && column + 1 < line.length ? line.charAt(column + 1) : undefined;
      if (escaped !== undefined) column++;
      value += escaped === undefined ? letter : (escapes[escaped] ?? `\\${escaped}`);
    }
  }
  return {
    kind: "mistake",
    reason: `the value of ${key} begins with ${quote} and never ends`,
    next: index + 1,
  };
}

interface Ended {
  readonly key: string;
  readonly value: string;
  /** What follows the closing quote. */
  readonly after: string;
  readonly next: number;
}

function endQuoted({ key, value, after, next }: Ended): Read {
  if (/^\s*(#.*)?$/.test(after)) return { kind: "set", key, value, next };
  return { kind: "mistake", reason: `something follows the closing quote of ${key}`, next };
}

function reasonAgainst(
  { key, value }: { readonly key: string; readonly value: string },
  before: number | undefined,
): string | undefined {
  if (before !== undefined) return `${key} is set on line ${before} already`;
  const issue = ParameterInput.safeParse({ key, value }).error?.issues[0];
  if (issue === undefined) return undefined;
  return issue.path[0] === "key" ? `the key ${issue.message}` : `the value of ${key} ${issue.message}`;
}
