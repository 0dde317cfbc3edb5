import { expect, test } from "vitest";
import { createLog } from "../../../../packages/runtime/src/process/log.ts";
import { createNoteUse } from "./note-use.ts";

const log = createLog({ level: "silent" });

test("recording the use of a key makes one write at a time for each key, however often it is used", () => {
  const written: unknown[] = [];
  const noteUse = createNoteUse(
    {
      query: () => Promise.resolve([]),
      execute: (_text, values) => {
        written.push(values);
        return new Promise(() => {});
      },
    },
    log,
  );
  for (const key of ["key_1", "key_1", "key_2", "key_1"]) noteUse(key);
  expect(written).toEqual([["key_1"], ["key_2"]]);
});

test("a failure to record a key's use is not thrown, and the next use is recorded again", async () => {
  let attempts = 0;
  const noteUse = createNoteUse(
    {
      query: () => Promise.resolve([]),
      execute: () => {
        attempts++;
        return Promise.reject(new Error("the database is away"));
      },
    },
    log,
  );
  noteUse("key_1");
  await new Promise(setImmediate);
  noteUse("key_1");
  expect(attempts).toBe(2);
});
