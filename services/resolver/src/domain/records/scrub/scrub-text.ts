import { withoutCredentials } from "./credential-shapes.ts";
import { findsValues } from "./find-values.ts";
import { type Hit, type KnownValue, minLength } from "./value-search.ts";

/** A text without known values and credentials; the same text where it holds none. */
export type ScrubText = (text: string) => string;

/**
 * Replaces values by `[parameter KEY]`, as they are and in the forms that `findsValues` knows. Values of fewer than
 * four characters, and the words true and false, are replaced where they are the whole text: anywhere else they would
 * take the text apart. An empty value is no secret.
 */
export function scrubsText(values: readonly KnownValue[]): ScrubText {
  const isWord = ({ value }: KnownValue) => [...value].length < minLength || /^(true|false)$/i.test(value);
  const words = new Map(values.filter(isWord).map(({ key, value }) => [value, key]));
  words.delete("");
  const findValues = findsValues(values.filter((value) => !isWord(value)));
  const encoder = new TextEncoder();
  let room = new Uint8Array(0);
  return (text) => {
    const key = words.get(text);
    if (key !== undefined) return mark(key);
    if (room.length < 3 * text.length) room = new Uint8Array(3 * text.length);
    const { written } = encoder.encodeInto(text, room);
    const hits = findValues(room, written);
    return withoutCredentials(hits.length === 0 ? text : replace(room.subarray(0, written), hits));
  };
}

function mark(key: string): string {
  return `[parameter ${key}]`;
}

/** Text grows where values are shorter than their marks: beyond this it says only whose values it held. */
const maxGrowth = { factor: 2, bytes: 4_096 };

function replace(bytes: Uint8Array, hits: readonly Hit[]): string {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let end = 0;
  for (const hit of merged(hits)) {
    parts.push(decoder.decode(bytes.subarray(end, hit.start)), mark(hit.key));
    end = hit.end;
  }
  parts.push(decoder.decode(bytes.subarray(end)));
  const text = parts.join("");
  if (text.length <= maxGrowth.factor * bytes.length + maxGrowth.bytes) return text;
  return [...new Set(hits.map(({ key }) => mark(key)))].join(" ");
}

/** The hits in their order; those that overlap or touch are one, under the key of the first. */
function merged(hits: readonly Hit[]): Hit[] {
  const result: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last === undefined || hit.start > last.end) result.push(hit);
    else result[result.length - 1] = { ...last, end: Math.max(last.end, hit.end) };
  }
  return result;
}
