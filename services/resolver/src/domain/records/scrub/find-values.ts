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

/** How many encodings are undone, one inside the other: JSON in base64 in a URL is three. */
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
  // A decoding is read to its end before the next one of the same depth begins.
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

/** A way in which text is encoded. */
interface Layer {
  /** The bytes, as bits, without which there is nothing to undo. */
  readonly markers: number;
  /** Which bytes can stand in such text, by their value. */
  readonly member: Uint8Array;
  /** The fewest bytes that can hold a value. */
  readonly least: number;
  readonly decoders: readonly Decode[];
  /** Which parts of a run to decode, where it is not the run as a whole. */
  readonly parts?: FindParts;
  /** How to search what was decoded, where it is not by the values alone. */
  readonly search?: Search;
  /** How many bytes further a value can reach than the place where the next byte begins. */
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

/** The fewest bytes that show a value without its ends. */
const leastCore = 9;

/**
 * What base64 shows of a value in whole groups, at each alignment. It counts as the value: the characters at its ends
 * may have been cut off, or be those of what stands around it.
 */
function coresOf({ key, bytes }: Needle): Needle[] {
  return [0, 1, 2]
    .map((from) => ({ key, bytes: bytes.subarray(from, bytes.length - ((bytes.length - from) % 3)) }))
    .filter((core) => core.bytes.length >= leastCore);
}

function decodeHexFrom(phase: number): Decode {
  return (part, into) => decodeHex(part, phase, into);
}

/** Encoded text holds no control characters: where bytes are no text, this leaves little to decode. */
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

/** Where a hit among decoded bytes stands in the bytes that they were decoded from. */
function outside({ start, end, key }: Hit, { starts }: Decoded, part: Part, { slack }: Layer): Hit {
  return { start: starts[start] ?? part.from, end: Math.min((starts[end] ?? part.to) + slack, part.to), key };
}

/** Each run of the layer's bytes that is long enough and holds its markers. In base64, a line break ends no run. */
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
