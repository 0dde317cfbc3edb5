/** Syntax of RE2 that JavaScript lacks, or reads in another way. `(?:` and `(?<name>` mean the same in both. */
const onlyInRe2 = /\\[ACEPQapz]|\\x\{|\\[0-7]|\(\?(?!:|<[A-Za-z])|\[\[:/;

/** Whether a regular expression that was written for RE2 means the same in JavaScript, as the clients read it. */
export function isJavascriptPattern(source: string): boolean {
  if (onlyInRe2.test(source)) return false;
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
