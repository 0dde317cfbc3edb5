import { UsageError } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options, the stack runs on the documented ports", () => {
  expect(readOptions([], "/srv")).toEqual({
    ...{ port: 4000, legacyPort: 3011, dataDir: "/srv/.stagepass" },
    ...{ fresh: false, aws: false },
  });
});

test("the option --legacy-port moves the port for existing clients, and 0 turns it off", () => {
  expect(readOptions(["--legacy-port", "3012"], "/srv")).toMatchObject({ legacyPort: 3012 });
  expect(readOptions(["--legacy-port", "0"], "/srv")).toMatchObject({ legacyPort: 0 });
});

test.each(["65536", "-1", "", "3011x"])("the port %j is an error", (text) => {
  expect(() => readOptions([`--legacy-port=${text}`], "/srv")).toThrow(UsageError);
});
