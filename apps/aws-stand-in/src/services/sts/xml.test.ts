import { expect, test } from "vitest";
import { toDocument } from "./xml.ts";

test("an XML document nests elements, omits undefined ones, and escapes text", () => {
  expect(toDocument("R", { A: { B: `<&">'`, C: undefined }, D: 5 })).toBe(
    `<R xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><A><B>&lt;&amp;&quot;&gt;'</B></A><D>5</D></R>`,
  );
});

test("an XML document replaces characters that XML does not allow", () => {
  expect(toDocument("R", { A: "a\u0000b\ud800c\u{1f511}" })).toContain("<A>a\ufffdb\ufffdc\u{1f511}</A>");
});
