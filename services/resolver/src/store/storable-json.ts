/**
 * Returns a value as JSON that Postgres can store. Postgres refuses NUL and half of a surrogate pair, which texts of clients
 * and safeguards may contain: both become U+FFFD, also in keys.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "string") return storable(part);
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.keys(part).every(isStorable)
      ? part
      : Object.fromEntries(Object.entries(part).map(([key, inner]) => [storable(key), inner]));
  });
}

const unstorable = /\0|\p{Surrogate}/gu;

function isStorable(text: string): boolean {
  return text.search(unstorable) === -1;
}

function storable(text: string): string {
  return text.replaceAll(unstorable, "\ufffd");
}
