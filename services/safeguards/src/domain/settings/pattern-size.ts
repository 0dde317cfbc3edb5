/**
 * How large a regular expression becomes when its counted repetitions are written out, `(ab){3}` as `ababab`. RE2's
 * time to compile and to match grows with this and not with the length of the text.
 */
export function patternSize(pattern: string): number {
  const groups: { size: number; last: number }[] = [{ size: 0, last: 0 }];
  // Literal text, an escape, a character class, a counted repetition, a bracket, or any one character.
  for (const [token, least, most] of pattern.matchAll(
    /\\Q.*?(?:\\E|$)|\\.|\[\^?\]?[^\]]*\]|\{(\d+)(?:,(\d*))?\}|./gs,
  )) {
    const group = groups.at(-1);
    if (group === undefined) break;
    if (least !== undefined) {
      group.size += group.last * Math.max(0, Math.max(Number(least), Number(most ?? 0)) - 1);
    } else if (token === "(") {
      groups.push({ size: 0, last: 0 });
    } else if (token === ")" && groups.length > 1) {
      groups.pop();
      const outer = groups.at(-1);
      if (outer !== undefined) grow(outer, group.size);
    } else {
      grow(group, token.startsWith("\\Q") ? token.length : 1);
    }
  }
  return groups.reduce((sum, { size }) => sum + size, 0);
}

function grow(group: { size: number; last: number }, by: number): void {
  group.size += by;
  group.last = by;
}
