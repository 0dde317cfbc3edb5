import { expect, test } from "vitest";
import { readOptions, UsageError } from "./options.ts";

test("without options it runs on the ports that the documentation names", () => {
  expect(readOptions([], "/work")).toEqual({
    ...{ port: 4000, legacyPort: 3011, dataDir: "/work/.stagepass" },
    ...{ fresh: false, aws: false },
  });
});

test("existing clients are answered on another port, or not at all", () => {
  expect(readOptions(["--legacy-port", "3012"], "/work")).toMatchObject({ legacyPort: 3012 });
  expect(readOptions(["--legacy-port", "0"], "/work")).toMatchObject({ legacyPort: 0 });
});

test.each(["65536", "-1", "", "3011x"])("%j is no port", (text) => {
  expect(() => readOptions([`--legacy-port=${text}`], "/work")).toThrow(UsageError);
});
