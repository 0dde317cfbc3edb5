import { findCredential, withoutCredentials } from "./credential-shapes.ts";
import { findsValues } from "./find-values.ts";
import { type Hit, type KnownValue, minLength, none } from "./value-search.ts";

/** Returns a text without known values and credentials, or the same text where it contains none. */
export type ScrubText = (text: string) => string;

/** Finds what a text contains that must not be kept, such as `parameter DB_URL`; undefined where there is nothing. */
export type FindSecret = (text: string) => string | undefined;

/**
 * Replaces values by `[parameter KEY]`, as they are and in the forms that `findsValues` knows. Values of fewer than four
 * characters, and the words true and false, are replaced only where they are the whole text: they occur in many words. An
 * empty value is no secret.
 */
export function scrubsText(values: readonly KnownValue[]): ScrubText {
  const look = looksFor(values);
  return (text) => {
    const { key, bytes, hits } = look(text);
    if (key !== undefined) return `[${named(key)}]`;
    return withoutCredentials(hits.length === 0 ? text : replace(bytes, hits));
  };
}

/** Finds what `scrubsText` would replace, without replacing it. */
export function findsSecret(values: readonly KnownValue[]): FindSecret {
  const look = looksFor(values);
  return (text) => {
    const { key, hits } = look(text);
    const found = key ?? hits[0]?.key;
    return found === undefined ? findCredential(text) : named(found);
  };
}

interface Seen {
  /** The key of the short value that the whole text is. */
  readonly key?: string;
  /** The text in UTF-8. The next search overwrites it. */
  readonly bytes: Uint8Array;
  readonly hits: readonly Hit[];
}

function looksFor(values: readonly KnownValue[]): (text: string) => Seen {
  const isWord = ({ value }: KnownValue) => [...value].length < minLength || /^(true|false)$/i.test(value);
  const words = new Map(values.filter(isWord).map(({ key, value }) => [value, key]));
  words.delete("");
  const findValues = findsValues(values.filter((value) => !isWord(value)));
  const encoder = new TextEncoder();
  let room = new Uint8Array(0);
  return (text) => {
    const key = words.get(text);
    if (key !== undefined) return { key, bytes: room, hits: none };
    if (room.length < 3 * text.length) room = new Uint8Array(3 * text.length);
    const { written } = encoder.encodeInto(text, room);
    return { bytes: room.subarray(0, written), hits: findValues(room, written) };
  };
}

function named(key: string): string {
  return `parameter ${key}`;
}

/** Text grows where values are shorter than their replacements. Beyond this limit only the replacements are kept. */
const maxGrowth = { factor: 2, bytes: 4_096 };

function replace(bytes: Uint8Array, hits: readonly Hit[]): string {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let end = 0;
  for (const hit of merged(hits)) {
    parts.push(decoder.decode(bytes.subarray(end, hit.start)), `[${named(hit.key)}]`);
    end = hit.end;
  }
  parts.push(decoder.decode(bytes.subarray(end)));
  const text = parts.join("");
  if (text.length <= maxGrowth.factor * bytes.length + maxGrowth.bytes) return text;
  return [...new Set(hits.map(({ key }) => `[${named(key)}]`))].join(" ");
}

/** Sorts the hits, and joins those that overlap or touch under the key of the first. */
function merged(hits: readonly Hit[]): Hit[] {
  const result: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last === undefined || hit.start > last.end) result.push(hit);
    else result[result.length - 1] = { ...last, end: Math.max(last.end, hit.end) };
  }
  return result;
}
