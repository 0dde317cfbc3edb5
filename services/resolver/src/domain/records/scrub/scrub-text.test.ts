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
  ])("%j is kept as %j", (text, kept) => {
    expect(scrub(text)).toBe(kept);
  });

  test("keeps its other characters as they are", () => {
    expect(scrub("grüße hunter2! 😀")).toBe("grüße [parameter TOKEN] 😀");
  });

  test("loses of a longer base64 text what shows the value, and nothing of what stands apart from it", () => {
    const text = Buffer.from(`${"a".repeat(60)}hunter2!${"b".repeat(60)}`).toString("base64");
    const kept = scrub(text);
    expect(kept.startsWith(text.slice(0, 76))).toBe(true);
    expect(kept.endsWith(text.slice(-76))).toBe(true);
    expect(kept).toContain("[parameter TOKEN]");
  });

  test("does not swell: one that is full of short values says only whose they are", () => {
    const short = scrubsText([{ key: "K".repeat(100), value: "abcde" }]);
    expect(short("abcde ".repeat(10_000))).toBe(`[parameter ${"K".repeat(100)}]`);
  });
});

describe("values that say too little to be searched for", () => {
  test.each([
    ["123", "[parameter PIN]"],
    ["0123", "0123"],
    ["true", "[parameter FLAG]"],
    ["construed", "construed"],
  ])("as in %j are replaced where they are the whole text", (text, kept) => {
    expect(scrub(text)).toBe(kept);
  });
});

describe("credentials", () => {
  test.each([
    ["an AWS access key id", "key ASIAIOSFODNN7EXAMPLE.", "key [AWS access key id]."],
    ["an AWS session token", `FwoGZXIvYXdz${"A".repeat(200)}`, "[AWS session token]"],
    ["a key of Stagepass", `bearer sp_${"a".repeat(43)}`, "bearer [Stagepass access key]"],
  ])("such as %s are known by their look", (_what, text, kept) => {
    expect(scrub(text)).toBe(kept);
  });

  test("are known by the field that they stand in", async () => {
    const record = { aws_secret_access_key: "wJalr", SessionToken: "t", nested: { secretAccessKey: "s" } };
    expect(await scrubRecord(record)).toEqual({
      aws_secret_access_key: "[withheld]",
      SessionToken: "[withheld]",
      nested: { secretAccessKey: "[withheld]" },
    });
  });
});

describe("a record", () => {
  test("is scrubbed in keys, lists and numbers", async () => {
    const record = { "hunter2!": [{ port: 54321, other: 54 }], ok: true, none: null };
    expect(await scrubRecord(record)).toEqual({
      "[parameter TOKEN]": [{ port: "[parameter PORT]", other: 54 }],
      ok: true,
      none: null,
    });
  });

  test("loses no field whose key becomes that of another", async () => {
    expect(await scrubRecord({ "hunter2!": 1, "[parameter TOKEN]": 2 })).toEqual({
      "[parameter TOKEN]": 1,
      "[parameter TOKEN] (2)": 2,
    });
  });

  test("gives others their turn while it is scrubbed", async () => {
    let pauses = 0;
    const record = Array.from({ length: 100 }, () => "text ".repeat(2_000));
    await scrubJson(record, scrub, async () => {
      pauses++;
    });
    expect(pauses).toBeGreaterThan(3);
  });

  test("is withheld where it is nested deeper than anything that was read", async () => {
    let deep: unknown = "hunter2!";
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    expect(JSON.stringify(await scrubRecord(deep))).toContain("[nested too deeply]");
  });
});
