import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { natsUsers } from "@stagepass/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets } from "./secrets.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "stagepass-secrets-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const file = () => join(dataDir, "secrets.json");
const written = async () => JSON.parse(await readFile(file(), "utf8"));

test("secrets are created once, for every user of the bus", async () => {
  const made = await openSecrets(dataDir);
  expect(Object.keys(made.natsPasswords)).toEqual([...natsUsers]);
  expect(new Set(Object.values(made.natsPasswords)).size).toBe(natsUsers.length);
  expect(await openSecrets(dataDir)).toEqual(made);
});

test("secrets from a version before a service existed get a password for it, and keep that", async () => {
  const { legacy: _, ...earlier } = (await openSecrets(dataDir)).natsPasswords;
  await writeFile(file(), JSON.stringify({ ...(await written()), natsPasswords: earlier }));
  const completed = await openSecrets(dataDir);
  expect(completed.natsPasswords).toEqual({ ...earlier, legacy: expect.stringMatching(/^[\w-]{32}$/) });
  expect(await written()).toEqual(completed);
});

test.each(["", "{}", '{"natsPasswords":{}}'])("damaged secrets are left as they are: %j", async (text) => {
  await writeFile(file(), text);
  await expect(openSecrets(dataDir)).rejects.toThrow("is damaged");
  expect(await readFile(file(), "utf8")).toBe(text);
});
