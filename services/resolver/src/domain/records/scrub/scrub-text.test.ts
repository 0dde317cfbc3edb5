import { describe, expect, test } from "vitest";
import { scrubJson } from "./scrub-json.ts";
import { scrubsText } from "./scrub-text.ts";

const scrub = scrubsText([
  { key: "TOKEN", value: "hunter2!" },
  { key: "TOKEN_LONG", value: "hunter2!-extended" },
  { key: "PIN", value: "123" },
  { key: "FLAG", value: "true" },
  { key: "PORT", value: "54321" },
  { key: "EMPTY", value: "" },
]);
const scrubRecord = (record: unknown) => scrubJson(record, scrub, async () => {});

describe("a text", () => {
  test.each([
    ["say hunter2! twice: hunter2!", "say [parameter TOKEN] twice: [parameter TOKEN]"],
    ["the longest counts: hunter2!-extended", "the longest counts: [parameter TOKEN_LONG]"],
    ["hunter2!hunter2!", "[parameter TOKEN]"],
    ["hunter2", "hunter2"],
    ["", ""],
  ])("the text %j is kept as %j", (text, kept) => {
    expect(scrub(text)).toBe(kept);
  });

  test("the other characters of a text stay as they are", () => {
    expect(scrub("grüße hunter2! 😀")).toBe("grüße [parameter TOKEN] 😀");
  });

  test("a longer base64 text loses the part with the value, and nothing else", () => {
    const text = Buffer.from(`${"a".repeat(60)}hunter2!${"b".repeat(60)}`).toString("base64");
    const kept = scrub(text);
    expect(kept.startsWith(text.slice(0, 76))).toBe(true);
    expect(kept.endsWith(text.slice(-76))).toBe(true);
    expect(kept).toContain("[parameter TOKEN]");
  });

  test("a text that is full of short values becomes the list of their keys, so that it does not grow", () => {
    const short = scrubsText([{ key: "K".repeat(100), value: "abcde" }]);
    expect(short("abcde ".repeat(10_000))).toBe(`[parameter ${"K".repeat(100)}]`);
  });
});

describe("values that are too short to be searched for", () => {
  test.each([
    ["123", "[parameter PIN]"],
    ["0123", "0123"],
    ["true", "[parameter FLAG]"],
    ["construed", "construed"],
  ])("short values are replaced where they are the whole text: %j", (text, kept) => {
    expect(scrub(text)).toBe(kept);
  });
});

describe("credentials", () => {
  test.each([
    ["an AWS access key id", "key ASIAIOSFODNN7EXAMPLE.", "key [AWS access key id]."],
    ["an AWS session token", `FwoGZXIvYXdz${"A".repeat(200)}`, "[AWS session token]"],
    ["a key of Stagepass", `bearer sp_${"a".repeat(43)}`, "bearer [Stagepass access key]"],
  ])("a credential is recognized by its format: %s", (_what, text, kept) => {
    expect(scrub(text)).toBe(kept);
  });

  test("credentials are recognized by the names of their fields", async () => {
    const record = { aws_secret_access_key: "wJalr", SessionToken: "t", nested: { secretAccessKey: "s" } };
    expect(await scrubRecord(record)).toEqual({
      aws_secret_access_key: "[withheld]",
      SessionToken: "[withheld]",
      nested: { secretAccessKey: "[withheld]" },
    });
  });
});

describe("a record", () => {
  test("a record is scrubbed in keys, lists and numbers", async () => {
    const record = { "hunter2!": [{ port: 54321, other: 54 }], ok: true, none: null };
    expect(await scrubRecord(record)).toEqual({
      "[parameter TOKEN]": [{ port: "[parameter PORT]", other: 54 }],
      ok: true,
      none: null,
    });
  });

  test("a record keeps a field whose scrubbed key is that of another", async () => {
    expect(await scrubRecord({ "hunter2!": 1, "[parameter TOKEN]": 2 })).toEqual({
      "[parameter TOKEN]": 1,
      "[parameter TOKEN] (2)": 2,
    });
  });

  test("scrubbing a large record pauses for other requests", async () => {
    let pauses = 0;
    const record = Array.from({ length: 100 }, () => "text ".repeat(2_000));
    await scrubJson(record, scrub, async () => {
      pauses++;
    });
    expect(pauses).toBeGreaterThan(3);
  });

  test("a record is withheld where it is nested deeper than the contracts allow", async () => {
    let deep: unknown = "hunter2!";
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    expect(JSON.stringify(await scrubRecord(deep))).toContain("[nested too deeply]");
  });
});
