import fc from "fast-check";
import { expect, test } from "vitest";
import { formsOf } from "../../../../../../test/support/secret-forms.ts";
import { scrubJson } from "./scrub-json.ts";
import { scrubsText } from "./scrub-text.ts";

const key = "DB_URL";
const mark = `[parameter ${key}]`;
const scrubOf = (value: string) => scrubsText([{ key, value }]);
const scrubAll = (record: unknown, value: string) => scrubJson(record, scrubOf(value), async () => {});

/** Values that can be told from the marks and from what stands around them in these tests. */
const value = fc
  .string({ unit: "grapheme", minLength: 4, maxLength: 60 })
  .filter((text) => [...text].length >= 4 && !`${mark}true false`.includes(text) && !/^[.\s]*$/.test(text));

const base64 = (text: string) => Buffer.from(text).toString("base64");
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const everyByte = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** Each as it would come about: the whole of what is encoded is there. */
const encoders: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in JSON": inJson,
  "in JSON in ASCII": (text) =>
    inJson(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "percent-encoded": encodeURIComponent,
  "percent-encoded to the last byte": everyByte,
  "as a form sends it": (text) => new URLSearchParams({ text }).toString(),
  "in hex": (text) => Buffer.from(text).toString("hex"),
  "in upper-case hex": (text) => Buffer.from(text).toString("hex").toUpperCase(),
  "in base64": base64,
  "in base64url": (text) => Buffer.from(text).toString("base64url"),
  "in base64 after one byte": (text) => base64(`a${text}`),
  "in base64 after two bytes": (text) => base64(`ab${text}`),
  "in base64 between text": (text) => base64(`{"user":"x","password":"${inJson(text)}"}`),
  "in base64 in lines": (text) =>
    base64(`${".".repeat(50)}${text}${".".repeat(50)}`).replace(/.{64}/g, "$&\n"),
  "in base64 after base64": (text) => `/${base64(text)}`,
};
const names = Object.keys(encoders);
const encoder = fc.constantFrom(...names);
const encode = (name: string, text: string) => encoders[name]?.(text) ?? text;

test.each(names)("a value %s is never kept, in any encoding", async (name) => {
  await fc.assert(
    fc.asyncProperty(value, async (secret) => {
      const encoded = encode(name, secret);
      const record = { a: encoded, b: [`before ${encoded} after`, { [encoded]: 1 }], c: `x=${encoded}&y=1` };
      const kept = JSON.stringify(await scrubAll(record, secret));
      expect(kept).toContain(mark);
      for (const form of longForms(secret)) expect(kept).not.toContain(form);
    }),
  );
});

test("a value in nested encodings is never kept", () => {
  fc.assert(
    fc.property(value, encoder, encoder, (secret, inner, outer) => {
      const kept = scrubOf(secret)(`before ${encode(outer, encode(inner, secret))} after`);
      expect(kept).toContain(mark);
      for (const form of longForms(secret)) expect(kept).not.toContain(form);
    }),
  );
});

test("the base64 of a long value is recognized even when its ends are cut off", () => {
  const long = fc.stringMatching(/^[!-~]{16,60}$/).filter((text) => !text.includes("parameter"));
  fc.assert(
    fc.property(long, (secret) => {
      for (const form of formsOf(secret)) expect(scrubOf(secret)(form)).toContain(mark);
    }),
  );
});

test("a text without values stays as it is", async () => {
  // Of letters that the values have none of, in no encoding that these can take.
  const plain = fc.string({ unit: fc.constantFrom(...'ghijklm \n\t"\\%+/-_=0') });
  const values = fc.array(fc.stringMatching(/^[!-.]{8,20}$/), { maxLength: 5 });
  const record = fc.dictionary(plain, fc.oneof(plain, fc.array(plain), fc.dictionary(plain, plain)));
  await fc.assert(
    fc.asyncProperty(record, values, async (original, secrets) => {
      const scrub = scrubsText(secrets.map((text, index) => ({ key: `K${index}`, value: text })));
      expect(await scrubJson(original, scrub, async () => {})).toEqual(original);
    }),
  );
});

test("a record stays the same object when there are no values to look for", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (record) => {
      fc.pre(!/secretaccesskey|sessiontoken/i.test(JSON.stringify(record)));
      expect(await scrubJson(record, scrubsText([]), async () => {})).toEqual(record);
    }),
  );
});

test("scrubbing succeeds for any JSON and any values", async () => {
  const values = fc.array(fc.record({ key: fc.string(), value: fc.string({ unit: "binary" }) }));
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ stringUnit: "binary" }), values, async (record, known) => {
      const kept = await scrubJson(record, scrubsText(known), async () => {});
      expect(typeof JSON.stringify(kept)).toBe("string");
    }),
  );
});

/** The forms that are long enough that chance cannot make them. */
function longForms(secret: string): string[] {
  return [...formsOf(secret)].filter((form) => form.length >= 8 || form === secret);
}
