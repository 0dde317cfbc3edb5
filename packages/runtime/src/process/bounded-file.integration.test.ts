import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../../../test/support/eventually.ts";
import { boundedFile } from "./bounded-file.ts";

async function makeFile(): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), "stagepass-log-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { folder, file: join(folder, "a.log") };
}

const line = (number: number) => `${String(number).padStart(99, "0")}\n`;

test("a log never takes more than two files of its bound, and its newest lines are all there", async () => {
  const { folder, file } = await makeFile();
  const log = boundedFile(file, 1_000);
  for (let number = 1; number <= 95; number++) {
    log.write(line(number));
    // A line at a time, as the lines of some milliseconds are.
    await eventually(
      async () => (await readAll(folder)).includes(line(number)) || undefined,
      `line ${number}`,
    );
  }
  expect((await readdir(folder)).sort()).toEqual(["a.log", "a.log.1"]);
  const [older, newer] = [await readFile(`${file}.1`, "utf8"), await readFile(file, "utf8")];
  const numbers = (older + newer).trimEnd().split("\n").map(Number);
  expect(numbers).toEqual(Array.from({ length: 15 }, (_, index) => 81 + index));
});

test("a log that was large before the start begins anew, too", async () => {
  const { folder, file } = await makeFile();
  const before = boundedFile(file, 1_000);
  before.write(line(1).repeat(12));
  await eventually(async () => (await readAll(folder)).length === 1_200 || undefined, "the lines before");
  const after = boundedFile(file, 1_000);
  after.write(line(2));
  await eventually(
    async () => (await readFile(file, "utf8").catch(() => "")) === line(2) || undefined,
    "a new file",
  );
  expect(await readFile(`${file}.1`, "utf8")).toHaveLength(1_200);
});

async function readAll(folder: string): Promise<string> {
  const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8"));
  return (await Promise.all(texts)).join("");
}
