/** What RE2 reads and JavaScript does not, or not as the same. `(?:` and `(?<name>` mean the same to both. */
const onlyInRe2 = /\\[ACEPQapz]|\\x\{|\\[0-7]|\(\?(?!:|<[A-Za-z])|\[\[:/;

/**
 * Whether a regular expression of a safeguard, which is written for RE2, means the same to the clients, which read it as
 * JavaScript's.
 */
export function isJavascriptPattern(source: string): boolean {
  if (onlyInRe2.test(source)) return false;
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
