/** A text that must not be kept, and the key of the parameter whose value it is. */
export interface KnownValue {
  readonly key: string;
  readonly value: string;
}

/** A range of bytes, from `start` up to and without `end`, that is the value of a parameter. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

/** Finds needles in the first `length` bytes. Where several begin at the same byte, it finds the longest. */
export type Search = (bytes: Uint8Array, length: number) => readonly Hit[];

/** The result of a search without hits, as nearly every search is. */
export const none: readonly Hit[] = [];

/** Values with fewer characters are not searched for inside other text. */
export const minLength = 4;

/** Bytes to search for, at least four, and the key of the parameter that they belong to. */
export interface Needle {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** A search in one pass over the bytes, however many needles there are. */
export function searchFor(needles: readonly Needle[]): Search {
  // Bytes are compared only where the hash of the next four is the hash of the first four of a value.
  const begins = new Uint8Array(1 << 16);
  const byHead = new Map<number, Needle[]>();
  for (const needle of needles) {
    const head = needle.bytes.subarray(0, minLength).reduce((word, byte) => (word << 8) | byte, 0);
    begins[hash(head)] = 1;
    byHead.set(head, [...(byHead.get(head) ?? []), needle].toSorted(longestFirst));
  }
  return (bytes, length) => {
    let hits: Hit[] | undefined;
    let word = 0;
    // The first index at which the word holds four bytes behind the last hit.
    let ready = minLength - 1;
    for (let at = 0; at < length; at++) {
      word = (word << 8) | (bytes[at] ?? 0);
      if (begins[hash(word)] === 0 || at < ready) continue;
      const start = at - minLength + 1;
      const found = byHead.get(word)?.find((needle) => isAt(needle, bytes, start, length));
      if (found === undefined) continue;
      hits ??= [];
      hits.push({ start, end: start + found.bytes.length, key: found.key });
      at = start + found.bytes.length - 1;
      ready = at + minLength;
    }
    return hits ?? none;
  };
}

function longestFirst(a: Needle, b: Needle): number {
  return b.bytes.length - a.bytes.length;
}

function hash(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 16;
}

function isAt({ bytes: value }: Needle, bytes: Uint8Array, start: number, length: number): boolean {
  if (start + value.length > length) return false;
  // From the end, since the first four bytes are known to be the same.
  for (let at = value.length - 1; at >= minLength; at--) {
    if (bytes[start + at] !== value[at]) return false;
  }
  return true;
}
