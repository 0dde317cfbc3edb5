import { expect, test } from "vitest";
import { unstorableTexts } from "./storable-text.ts";

test("unstorableTexts finds texts that Postgres cannot store at any depth, also in keys", () => {
  const value = {
    description: "a\u0000",
    safeguards: [{ settings: { ok: "😀 é", ["key\u0000"]: 1 } }, { name: "half \ud83d" }],
    accessRole: null,
  };
  expect(unstorableTexts(value, []).map(({ path }) => path)).toEqual([
    "$.description",
    "$.safeguards[0].settings",
    "$.safeguards[1].name",
  ]);
});

test("unstorableTexts finds nothing in ordinary values", () => {
  expect(unstorableTexts({ a: ["tab\t", 1, true, null, undefined, "\u007f"] }, [])).toEqual([]);
});
