/**
 * Whether all of `text` matches an IAM pattern, in which `*` stands for any number of characters and `?` for exactly
 * one. The time is never exponential.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let lastStar = -1;
  let resumeAt = 0;
  while (inText < text.length) {
    const expected = pattern[inPattern];
    // The star is tried first, since the text may contain a star, too.
    if (expected === "*") {
      lastStar = inPattern++;
      resumeAt = inText;
    } else if (expected === "?" || expected === text[inText]) {
      inPattern++;
      inText++;
    } else if (lastStar >= 0) {
      inPattern = lastStar + 1;
      inText = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}
