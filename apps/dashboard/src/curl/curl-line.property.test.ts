import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeRequest } from "../api/http-request.ts";
import { curlLine, quote } from "./curl-line.ts";

/** What a shell makes of words: it runs `printf`, which ends each with a zero byte. */
function read(words: string): string[] {
  const output = execFileSync("sh", ["-c", `printf '%s\\0' ${words}`], { encoding: "utf8" });
  return output.split("\0").slice(0, -1);
}

/** Any text but the zero byte, which no argument can hold, with what means something to a shell often in it. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("'", '"', "\\", "$(id)", "`id`", "!", "\n", "$HOME", "&", ";"),
    ),
  )
  .map((parts) => parts.join("").replaceAll("\0", ""));

test("a shell takes any quoted text as it is", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
      expect(read(texts.map(quote).join(" "))).toEqual(texts);
    }),
    { numRuns: 50 },
  );
});

test("whatever is sent, a shell gives curl the address and the same JSON", () => {
  const json = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string({ unit: "binary" }), text, fc.integer(), fc.boolean()),
  );
  fc.assert(
    fc.property(text, json, (name, body) => {
      const request = writeRequest(
        { method: "PUT", path: "/v1/{name}", summary: "Save" },
        { params: { name }, body, at: 1 },
      );
      const line = curlLine(request, "http://127.0.0.1:4000");
      const [command, method, verb, address, ...rest] = read(line);
      expect([command, method, verb]).toEqual(["curl", "-X", "PUT"]);
      expect(address).toBe(`http://127.0.0.1:4000/v1/${encodeURIComponent(name)}`);
      expect(JSON.parse(rest.at(-1) ?? "")).toEqual(JSON.parse(JSON.stringify(body)));
    }),
    { numRuns: 50 },
  );
});
