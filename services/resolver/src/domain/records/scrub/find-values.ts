import { type FindParts, partsWorthDecoding } from "./base64-parts.ts";
import {
  Decoded,
  decodeBase64,
  decodeForm,
  decodeHex,
  decodeJson,
  decodePercent,
  isHex,
  type Part,
  sixBits,
} from "./decodings.ts";
import { type Hit, type KnownValue, type Needle, none, type Search, searchFor } from "./value-search.ts";

/** How many nested encodings are decoded: JSON in base64 in a URL is three. */
const maxLayers = 3;

/** Finds known values in the first `length` bytes; the hits are in no order and may overlap. */
export type FindValues = (bytes: Uint8Array, length: number) => readonly Hit[];

/**
 * Finds values as they are, escaped in JSON, percent-encoded, in hexadecimal and in base64 or base64url at any
 * alignment, and each of these inside another, three deep. Every value must have at least four characters.
 */
export function findsValues(values: readonly KnownValue[]): FindValues {
  if (values.length === 0) return () => none;
  const needles = values.map(({ key, value }) => ({ key, bytes: new TextEncoder().encode(value) }));
  const search = searchFor(needles);
  const layers = layersFor(values, needles);
  // One buffer for each depth is enough: a decoding is searched to its end before the next one at that depth begins.
  const scratch = Array.from({ length: maxLayers }, () => new Decoded());
  const find = (bytes: Uint8Array, length: number, depth: number, search: Search): readonly Hit[] => {
    const found = search(bytes, length);
    const decoded = scratch[depth];
    if (decoded === undefined) return found;
    const hits = [...found];
    const seen = markersIn(bytes, length);
    for (const layer of layers) {
      if (length < layer.least || (seen & layer.markers) !== layer.markers) continue;
      forEachRun({ bytes, from: 0, to: length }, layer, (part, decode) => {
        decode(part, decoded);
        for (const hit of find(decoded.bytes, decoded.length, depth + 1, layer.search ?? search))
          hits.push(outside(hit, decoded, part, layer));
      });
    }
    return hits;
  };
  return (bytes, length) => find(bytes, length, 0, search);
}

type Decode = (part: Part, into: Decoded) => void;

/** An encoding of text. */
interface Layer {
  /** The bytes, as bits, without which text is not in this encoding. */
  readonly markers: number;
  /** Which bytes can occur in such text, by their value. */
  readonly member: Uint8Array;
  /** The fewest bytes that can contain a value. */
  readonly least: number;
  readonly decoders: readonly Decode[];
  /** The parts of a run to decode; without it, the whole run is decoded. */
  readonly parts?: FindParts;
  /** The search in decoded bytes; without it, the values are searched for. */
  readonly search?: Search;
  /** By how many bytes a value can reach beyond the start of the next decoded byte. */
  readonly slack: number;
}

function layersFor(values: readonly KnownValue[], needles: readonly Needle[]): Layer[] {
  const least = Math.min(...needles.map(({ bytes }) => bytes.length));
  const hasSpaces = values.some(({ value }) => value.includes(" "));
  const text = { member: textBytes, slack: 0 };
  const inBase64 = [...needles, ...needles.flatMap(coresOf)];
  const leastInBase64 = Math.min(...inBase64.map(({ bytes }) => bytes.length));
  return [
    { ...text, markers: backslash, least: least + 1, decoders: [decodeJson] },
    { ...text, markers: percent, least: least + 2, decoders: [decodePercent] },
    ...(hasSpaces ? [{ ...text, markers: plus, least, decoders: [decodeForm] }] : []),
    { markers: 0, member: hexBytes, least: 2 * least, slack: 0, decoders: [0, 1].map(decodeHexFrom) },
    {
      ...{ markers: 0, member: base64Bytes, least: Math.ceil((leastInBase64 * 4) / 3), slack: 1 },
      ...{ decoders: [decodeBase64], parts: partsWorthDecoding(needles.map(({ bytes }) => bytes)) },
      search: searchFor(inBase64),
    },
  ];
}

/** The fewest bytes of a value, without its ends, that count as the value. */
const leastCore = 9;

/**
 * The parts of a value that fill whole groups of base64, at each alignment. They count as the value: the characters at its
 * ends may be cut off, or encode neighbouring bytes, too.
 */
function coresOf({ key, bytes }: Needle): Needle[] {
  return [0, 1, 2]
    .map((from) => ({ key, bytes: bytes.subarray(from, bytes.length - ((bytes.length - from) % 3)) }))
    .filter((core) => core.bytes.length >= leastCore);
}

function decodeHexFrom(phase: number): Decode {
  return (part, into) => decodeHex(part, phase, into);
}

/** Encoded text contains no control characters. In binary data, little is left to decode then. */
const textBytes = bytesOf((byte) => byte >= 0x20 && byte !== 0x7f);
const base64Bytes = bytesOf((byte) => (sixBits[byte] ?? -1) >= 0);
const hexBytes = bytesOf(isHex);

function bytesOf(isMember: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(isMember(byte)));
}

const [backslash, percent, plus] = [1, 2, 4];
const markerBits = new Uint8Array(256);
markerBits[0x5c] = backslash;
markerBits[0x25] = percent;
markerBits[0x2b] = plus;

function markersIn(bytes: Uint8Array, length: number): number {
  let seen = 0;
  for (let at = 0; at < length; at++) seen |= markerBits[bytes[at] ?? 0] ?? 0;
  return seen;
}

/** Translates a hit in decoded bytes into the range of bytes that it was decoded from. */
function outside({ start, end, key }: Hit, { starts }: Decoded, part: Part, { slack }: Layer): Hit {
  return { start: starts[start] ?? part.from, end: Math.min((starts[end] ?? part.to) + slack, part.to), key };
}

/** Visits each run of the layer's bytes that is long enough and contains its markers. In base64 a line break ends no run. */
function forEachRun(
  { bytes, from, to }: Part,
  layer: Layer,
  visit: (part: Part, decode: Decode) => void,
): void {
  const { member, least, markers, decoders, parts } = layer;
  let start = -1;
  let seen = 0;
  for (let at = from; at <= to; at++) {
    const byte = bytes[at] ?? 0;
    if (at < to && member[byte] === 1) {
      if (start < 0) start = at;
      seen |= markerBits[byte] ?? 0;
    } else if (start >= 0 && !(at < to && parts !== undefined && isLineBreak(byte))) {
      if (at - start >= least && (seen & markers) === markers) {
        const run = { bytes, from: start, to: at };
        for (const part of parts?.(run) ?? [run]) {
          for (const decode of decoders) visit(part, decode);
        }
      }
      start = -1;
      seen = 0;
    }
  }
}

function isLineBreak(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d;
}
