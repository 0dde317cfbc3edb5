import { maxDepth } from "@stagepass/contracts";
import { namesCredential } from "./credential-shapes.ts";
import type { ScrubText } from "./scrub-text.ts";

/** The number of characters that are scrubbed between two pauses. */
const charactersPerStep = 128 * 1024;

/**
 * Scrubs every string of a JSON value, also keys, and every number whose digits contain a value. Values that are nested
 * deeper than the contracts allow are replaced. It pauses after every step, so that megabytes do not delay other requests.
 */
export async function scrubJson<T>(value: T, scrub: ScrubText, pause: () => Promise<unknown>): Promise<T> {
  const walk = new Walk(scrub).value(value, 0);
  let step = walk.next();
  while (step.done !== true) {
    await pause();
    step = walk.next();
  }
  return step.value as T; // strings stay strings; only numbers become strings, where they are a value's digits
}

type Steps<R> = Generator<void, R>;

class Walk {
  readonly #scrub: ScrubText;
  #left = charactersPerStep;

  constructor(scrub: ScrubText) {
    this.#scrub = scrub;
  }

  *value(value: unknown, depth: number): Steps<unknown> {
    if (this.#left < 0) {
      yield;
      this.#left = charactersPerStep;
    }
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "number") return this.#number(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth > maxDepth) return "[nested too deeply]";
    return Array.isArray(value) ? yield* this.#list(value, depth) : yield* this.#fields(value, depth);
  }

  /** Returns the list itself where nothing was replaced in it, which is nearly always: then nothing is copied. */
  *#list(items: readonly unknown[], depth: number): Steps<readonly unknown[]> {
    const result: unknown[] = [];
    for (const item of items) result.push(yield* this.value(item, depth + 1));
    return result.every((item, index) => item === items[index]) ? items : result;
  }

  *#fields(object: object, depth: number): Steps<object> {
    let isSame = true;
    const scrubbed: (readonly [string, unknown])[] = [];
    for (const [name, value] of Object.entries(object)) {
      const isCredential = typeof value === "string" && namesCredential(name);
      const entry = [
        this.#text(name),
        isCredential ? "[withheld]" : yield* this.value(value, depth + 1),
      ] as const;
      isSame &&= entry[0] === name && entry[1] === value;
      scrubbed.push(entry);
    }
    return isSame ? object : Object.fromEntries(withUniqueKeys(scrubbed));
  }

  #number(value: number): unknown {
    const digits = String(value);
    const scrubbed = this.#text(digits);
    return scrubbed === digits ? value : scrubbed;
  }

  #text(text: string): string {
    this.#left -= text.length;
    return this.#scrub(text);
  }
}

/** Numbers keys that became the same by scrubbing, so that no field is lost. */
function withUniqueKeys(entries: readonly (readonly [string, unknown])[]): ReadonlyMap<string, unknown> {
  const result = new Map<string, unknown>();
  for (const [key, value] of entries) {
    let candidate = key;
    for (let number = 2; result.has(candidate); number++) candidate = `${key} (${number})`;
    result.set(candidate, value);
  }
  return result;
}
