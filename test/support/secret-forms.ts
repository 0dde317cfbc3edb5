/**
 * Returns the forms in which a secret text can be in a record: as it is, escaped in JSON once or twice,
 * percent-encoded, in hex, and in base64 and base64url at every offset that it can have in a longer text.
 */
export function formsOf(secret: string): ReadonlySet<string> {
  const hex = Buffer.from(secret).toString("hex");
  const escaped = inJson(secret);
  const encodings = (["base64", "base64url"] as const).flatMap((encoding) =>
    [0, 1, 2].map((offset) => encodedAt(offset, secret, encoding)),
  );
  return new Set([
    secret,
    escaped,
    inJson(escaped),
    encodeURIComponent(secret),
    hex,
    hex.toUpperCase(),
    ...encodings,
    ...encodings.map(encodeURIComponent),
  ]);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Returns the part of an encoding that does not depend on the text before and after the secret. */
function encodedAt(offset: number, secret: string, encoding: "base64" | "base64url"): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString(encoding);
  return whole.slice(offset === 0 ? 0 : 4);
}
