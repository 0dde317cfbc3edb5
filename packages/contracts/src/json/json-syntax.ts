type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or }" | ", or ]" | "the end";

const afterOpening = { "{": "key or }", "[": "value or ]" } as const;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** A control character, which JSON only allows escaped: all of them come before the space. */
const control = /[^ -\uffff]/;
const badEscape = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/;

/**
 * Finds where a text stops being JSON: the index of the first character that is not allowed there, or the length of a
 * text that ends too early. It only serves the message, since some versions of Node do not say where: `JSON.parse`
 * decides what is JSON.
 */
export function findSyntaxError(text: string): number {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  const close = () => {
    open.pop();
    expected = afterValue(open);
  };
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const character = text.charAt(at);
    const wantsValue: boolean = expected === "value" || expected === "value or ]";
    const wantsKey: boolean = expected === "key" || expected === "key or }";
    if (character === '"' && (wantsValue || wantsKey)) {
      const end = endOfString(text, at);
      const error = findErrorInString(text, at, end);
      if (error !== undefined) return error;
      expected = wantsKey ? ":" : afterValue(open);
      at = end + 1;
    } else if ((character === "{" || character === "[") && wantsValue) {
      open.push(character);
      expected = afterOpening[character];
      at++;
    } else if (character === ":" && expected === ":") {
      expected = "value";
      at++;
    } else if (character === "," && (expected === ", or }" || expected === ", or ]")) {
      expected = expected === ", or }" ? "key" : "value";
      at++;
    } else if (expected.endsWith(` or ${character}`)) {
      close();
      at++;
    } else {
      scalar.lastIndex = at;
      if (!wantsValue || !scalar.test(text)) return at;
      expected = afterValue(open);
      at = scalar.lastIndex;
    }
  }
  return text.length;
}

/** The index of the closing quote of the string that opens at `from`, or the length of the text if there is none. */
export function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charAt(before) === "\\") before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

function findErrorInString(text: string, from: number, end: number): number | undefined {
  const inside = text.slice(from + 1, end);
  const positions = [inside.search(control), findInvalidEscape(inside)].filter((position) => position !== -1);
  if (positions.length > 0) return from + 1 + Math.min(...positions);
  return end === text.length ? end : undefined;
}

/** An escaped backslash is no escape for what follows it: `\\\\x` is valid. */
function findInvalidEscape(inside: string): number {
  return inside.replaceAll("\\\\", "  ").search(badEscape);
}

function afterValue(open: readonly ("{" | "[")[]): Expected {
  const last = open.at(-1);
  return last === undefined ? "the end" : last === "{" ? ", or }" : ", or ]";
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (" \t\n\r".includes(text.charAt(at)) && at < text.length) at++;
  return at;
}
