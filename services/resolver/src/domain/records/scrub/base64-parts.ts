import { type Part, sixBits } from "./decodings.ts";

/** Finds the parts of a run of base64 that are worth decoding. Each begins at a group of four characters. */
export type FindParts = (run: Part) => readonly Part[];

/**
 * Makes a function that finds, in one pass, the parts of base64 that are worth decoding: where a group decodes to three bytes
 * of a value, and where groups decode to text, which could contain a value in another encoding. Groups may begin at any
 * character. Decoding all four alignments and searching them takes ten times as long.
 */
export function partsWorthDecoding(values: readonly Uint8Array[]): FindParts {
  const { mayHold, reaches } = groupsOf(values);
  // The indices of the last eight characters, which are two groups, and where the current text began at each alignment.
  const indices = new Int32Array(8);
  const textFrom = new Int32Array(4);
  const plainGroups = new Int32Array(4);
  return ({ bytes, from, to }) => {
    const parts: Stretch[] = [];
    const add = (start: number, end: number) => {
      const part = { bytes, from: start, to: Math.min(end, to) };
      parts.push(part);
      return part;
    };
    // Values that follow each other at the same alignment are joined into one part, so that nothing is decoded twice.
    const shown: Stretch[] = [];
    textFrom.fill(-1);
    let group = 0;
    let count = 0;
    for (let at = from; at < to; at++) {
      const value = sixBits[bytes[at] ?? 0] ?? -1;
      if (value < 0) continue;
      indices[count++ & 7] = at;
      group = ((group << 6) | value) & 0xffffff;
      if (count < 4) continue;
      const start = indices[(count < 8 ? count - 4 : count) & 7] ?? from;
      const alignment = count & 3;
      const reach = mayHold[hash(group)] === 1 ? reaches.get(group) : undefined;
      if (reach !== undefined) {
        const last = shown[alignment];
        if (last !== undefined && start <= last.to) last.to = Math.max(last.to, Math.min(start + reach, to));
        else shown[alignment] = add(start, start + reach);
      }
      const began = textFrom[alignment] ?? -1;
      if (!isFreeOf(group, controls)) {
        if (began >= 0 && (plainGroups[alignment] ?? 0) >= leastGroups) add(began, at + 1);
        textFrom[alignment] = -1;
        continue;
      }
      if (began < 0) {
        textFrom[alignment] = start;
        plainGroups[alignment] = 0;
      }
      if (isFreeOf(group, notPlain)) plainGroups[alignment] = (plainGroups[alignment] ?? 0) + 1;
    }
    textFrom.forEach((began, alignment) => {
      if (began >= 0 && (plainGroups[alignment] ?? 0) >= leastGroups) add(began, to);
    });
    return parts;
  };
}

interface Stretch extends Part {
  to: number;
}

/** So many groups of ASCII count as text. One could be chance, and the shortest encoded value fills two. */
const leastGroups = 2;

/** The groups of three bytes that occur in a value, at any alignment, and how many characters it can take up. */
function groupsOf(values: readonly Uint8Array[]) {
  const mayHold = new Uint8Array(1 << hashBits);
  const reaches = new Map<number, number>();
  for (const value of values) {
    // With a group before it, one behind it, and at most two line breaks in 60 characters.
    const characters = Math.ceil((value.length * 4) / 3) + 12;
    const reach = characters + 2 * Math.ceil(characters / 60);
    for (const group of groupsWithin(value)) {
      mayHold[hash(group)] = 1;
      reaches.set(group, Math.max(reaches.get(group) ?? 0, reach));
    }
  }
  return { mayHold, reaches };
}

/** The first group at each alignment that lies within the value. A value of four bytes has none at the third alignment. */
function groupsWithin(value: Uint8Array): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e] = value;
  const groups = [(a << 16) | (b << 8) | c, (b << 16) | (c << 8) | d];
  if (e !== undefined) return [...groups, (c << 16) | (d << 8) | e];
  return [...groups, ...Array.from({ length: 256 }, (_, before) => (before << 16) | (a << 8) | b)];
}

const hashBits = 16;

function hash(group: number): number {
  return Math.imul(group, 0x9e3779b1) >>> (32 - hashBits);
}

/** Text contains no control characters but line breaks and tabs. */
const controls = bytesWith((byte) => (byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte)) || byte === 0x7f);
const notPlain = bytesWith((byte) => controls[byte] === 1 || byte >= 0x80);

function bytesWith(isMember: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(isMember(byte)));
}

function isFreeOf(group: number, bytes: Uint8Array): boolean {
  return bytes[group >>> 16] === 0 && bytes[(group >>> 8) & 0xff] === 0 && bytes[group & 0xff] === 0;
}
