/** Decoded bytes, with the index of the encoded byte at which each of them begins. The next decoding overwrites them. */
export class Decoded {
  bytes = new Uint8Array(0);
  starts = new Int32Array(1);
  length = 0;

  /** Empties the buffer, with room for `capacity` bytes and for the index at which the last one ends. */
  clear(capacity: number): void {
    this.length = 0;
    if (this.bytes.length >= capacity) return;
    this.bytes = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity + 1);
  }

  put(byte: number, start: number): void {
    this.bytes[this.length] = byte;
    this.starts[this.length++] = start;
  }

  putCodePoint(codePoint: number, start: number): void {
    const bytes = new TextEncoder().encode(String.fromCodePoint(codePoint));
    for (const byte of bytes) this.put(byte, start);
  }
}

/** A range of bytes, from `from` up to and without `to`. */
export interface Part {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** The characters after a backslash, and what they mean there. */
const simpleEscapes: ReadonlyMap<number, number> = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([escaped, plain]) => [escaped.charCodeAt(0), plain.charCodeAt(0)],
  ),
);

/** Undoes the escapes of a JSON string (RFC 8259, section 7). Other bytes stay as they are. */
export function decodeJson({ bytes, from, to }: Part, into: Decoded): void {
  into.clear(to - from);
  for (let at = from; at < to; at++) {
    const start = at;
    const byte = bytes[at] ?? 0;
    const next = byte === 0x5c ? bytes[at + 1] : undefined;
    const plain = next === undefined || at + 1 === to ? undefined : simpleEscapes.get(next);
    if (plain !== undefined) {
      at++;
      into.put(plain, start);
    } else if (next === 0x75 && at + 6 <= to) {
      const unit = hexNumber(bytes, at + 2, 4);
      if (unit === undefined) into.put(byte, start);
      else {
        const low = isHigh(unit) ? lowAfter({ bytes, from: at + 6, to }) : undefined;
        into.putCodePoint(
          low === undefined ? unit : 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00),
          start,
        );
        at += low === undefined ? 5 : 11;
      }
    } else {
      into.put(byte, start);
    }
  }
  into.starts[into.length] = to;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** Reads the second half of a surrogate pair, if its escape follows. */
function lowAfter({ bytes, from, to }: Part): number | undefined {
  if (from + 6 > to || bytes[from] !== 0x5c || bytes[from + 1] !== 0x75) return undefined;
  const unit = hexNumber(bytes, from + 2, 4);
  return unit !== undefined && unit >= 0xdc00 && unit < 0xe000 ? unit : undefined;
}

/** Undoes percent-encoding (RFC 3986, section 2.1), in lower and upper case. Other bytes stay as they are. */
export function decodePercent({ bytes, from, to }: Part, into: Decoded): void {
  into.clear(to - from);
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    const value = byte === 0x25 && at + 3 <= to ? hexNumber(bytes, at + 1, 2) : undefined;
    into.put(value ?? byte, at);
    if (value !== undefined) at += 2;
  }
  into.starts[into.length] = to;
}

/** Undoes the encoding of forms: percent-encoding with a plus for a space. */
export function decodeForm(part: Part, into: Decoded): void {
  const spaced = part.bytes.slice(part.from, part.to);
  for (let at = 0; at < spaced.length; at++) if (spaced[at] === 0x2b) spaced[at] = 0x20;
  decodePercent({ bytes: spaced, from: 0, to: spaced.length }, into);
  for (let at = 0; at <= into.length; at++) into.starts[at] = (into.starts[at] ?? 0) + part.from;
}

/** Six bits for each character of base64 and base64url (RFC 4648), and -1 for every other byte. */
export const sixBits = new Int8Array(256).fill(-1);
for (const alphabet of ["+/", "-_"]) {
  const letters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`;
  [...letters].forEach((letter, value) => {
    sixBits[letter.charCodeAt(0)] = value;
  });
}

/**
 * Decodes base64 and base64url. It skips other characters, such as line breaks. The index at which decoded bytes end is at
 * most one character behind the last character that encodes a bit of them.
 */
export function decodeBase64({ bytes, from, to }: Part, into: Decoded): void {
  into.clear(to - from);
  let group = 0;
  let size = 0;
  let start = 0;
  for (let at = from; at < to; at++) {
    const value = sixBits[bytes[at] ?? 0] ?? -1;
    if (value < 0) continue;
    group = (group << 6) | value;
    if (size++ > 0) into.put((group >>> (8 - 2 * size)) & 0xff, start);
    start = at;
    if (size === 4) size = group = 0;
  }
  into.starts[into.length] = to;
}

export function isHex(byte: number): boolean {
  return hexDigit(byte) >= 0;
}

/** Decodes hexadecimal digits in lower and upper case, of which the first pair begins `phase` digits in. */
export function decodeHex({ bytes, from, to }: Part, phase: number, into: Decoded): void {
  into.clear(to - from);
  for (let at = from + phase; at + 2 <= to; at += 2) {
    into.put(hexNumber(bytes, at, 2) ?? 0, at);
  }
  into.starts[into.length] = from + phase + 2 * into.length;
}

function hexNumber(bytes: Uint8Array, from: number, digits: number): number | undefined {
  let value = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = hexDigit(bytes[at] ?? 0);
    if (digit < 0) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
