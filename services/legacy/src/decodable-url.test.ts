import fc from "fast-check";
import { expect, test } from "vitest";
import { decodableUrl } from "./decodable-url.ts";

test.each([
  ["/core/stages/dev?x=%", "/core/stages/dev?x=%"],
  ["/core/stages/50%", "/core/stages/50%25"],
  ["/core/stages/50%25/a%7Cb", "/core/stages/50%25/a%7Cb"],
  ["/core/stages/%zz/%E0%A4%A", "/core/stages/%25zz/%25E0%25A4%25A"],
  ["/core/stages/${opt:stage,'dev'}", "/core/stages/${opt:stage,'dev'}"],
])("the path of %s is decoded as %s", (url, read) => {
  expect(decodableUrl(url)).toBe(read);
});

test("every part of any path can be decoded, and an encoded path stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (raw, name) => {
      const [path = ""] = decodableUrl(`/${raw}`).split("?", 1);
      for (const part of path.split("/")) decodeURIComponent(part);
      const encoded = `/core/${encodeURIComponent(name)}?${raw}`;
      expect(decodableUrl(encoded)).toBe(encoded);
    }),
  );
});
