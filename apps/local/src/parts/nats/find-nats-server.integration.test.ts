import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createTemporaryDataDirectory } from "../../../../../test/support/servers/temporary-data-directory.ts";
import { openCacheDirectory } from "../common/cache-directory.ts";
import { runCommand } from "../processes/run-command.ts";
import { findNatsServer } from "./find-nats-server.ts";
import { downloadReleasedNatsServer } from "./nats-server-release.ts";

const onProgress = () => {};

/** Creates a program, in a folder of its own, that reports to be a nats-server of this version. */
async function createFake(root: string, folder: string, version: string): Promise<string> {
  await mkdir(join(root, folder), { recursive: true });
  const path = join(root, folder, "nats-server");
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`, { mode: 0o755 });
  return path;
}

test("the nats-server that NATS_SERVER_BIN names is used first", async () => {
  const root = await createTemporaryDataDirectory();
  const named = await createFake(root, "named", "2.11.0");
  await createFake(root, "path", "2.12.0");
  const env = { NATS_SERVER_BIN: named, PATH: join(root, "path") };
  const found = await findNatsServer({ env, cacheDir: root, onProgress, allowDownloadFromRelease: false });
  expect(found).toBe(named);
});

test("the first usable nats-server on the PATH is used, and a message says why others were not", async () => {
  const root = await createTemporaryDataDirectory();
  const old = await createFake(root, "old", "2.9.10");
  await createFake(root, "mute", "of no number");
  const good = await createFake(root, "good", "2.10.23");
  const env = {
    NATS_SERVER_BIN: old,
    PATH: ["missing", "old", "mute", "good"].map((name) => join(root, name)).join(":"),
  };
  const said: string[] = [];
  const found = await findNatsServer({
    env,
    cacheDir: root,
    onProgress: (message) => said.push(message),
    allowDownloadFromRelease: false,
  });
  expect(found).toBe(good);
  expect(said).toEqual(["NATS_SERVER_BIN is 2.9.10, older than 2.10.23: looking for another"]);
});

test("the cached nats-server is used when no other can be", async () => {
  const root = await createTemporaryDataDirectory();
  const cached = join(root, `nats-server-${process.platform}-${process.arch}`);
  await writeFile(cached, '#!/bin/sh\necho "nats-server: v2.10.27"\n', { mode: 0o755 });
  const found = await findNatsServer({
    env: {},
    cacheDir: root,
    onProgress,
    allowDownloadFromRelease: false,
  });
  expect(found).toBe(cached);
});

test("without any nats-server the error says what to install, and nothing is left in the cache", async () => {
  const root = await createTemporaryDataDirectory();
  // With an empty PATH there is no apt, either, and in CI the release is not downloaded.
  const env = { PATH: join(root, "empty"), CI: "true" };
  const search = findNatsServer({ env, cacheDir: root, onProgress, allowDownloadFromRelease: true });
  await expect(search).rejects.toThrow(/needs a nats-server of version 2\.10\.23 or newer.*NATS_SERVER_BIN/s);
  expect(await readdir(root)).toEqual([]);
});

test("the cache folder is below XDG_CACHE_HOME, or below the data directory when that cannot be created", async () => {
  const root = await createTemporaryDataDirectory();
  const dataDir = join(root, "data");
  expect(await openCacheDirectory({ XDG_CACHE_HOME: root }, dataDir)).toBe(join(root, "stagepass"));
  await writeFile(join(root, "file"), "");
  expect(await openCacheDirectory({ XDG_CACHE_HOME: join(root, "file") }, dataDir)).toBe(
    join(dataDir, "cache"),
  );
});

/** Serves one release for this platform, with the SHA256SUMS that `sum` makes. */
async function serveRelease(root: string, sum: (archive: Buffer) => string): Promise<string> {
  let archive: { name: string; content: Buffer } | undefined;
  const server = createServer(async (request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    if (name !== "SHA256SUMS") return response.end(archive?.content);
    return response.end(archive && `${sum(archive.content)}  ${archive.name}\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const folder = `nats-server-v2.11.15-${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  await createFake(root, folder, "2.11.15");
  await runCommand("tar", ["-czf", "archive.tar.gz", folder], {
    cwd: root,
    env: { PATH: "/usr/bin:/bin" },
    timeoutMs: 120_000,
  });
  archive = { name: `${folder}.tar.gz`, content: await readFile(join(root, "archive.tar.gz")) };
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
  return `http://127.0.0.1:${address.port}`;
}

const sha256 = (archive: Buffer) => createHash("sha256").update(archive).digest("hex");

test("the official release is unpacked when it matches its SHA256SUMS", async () => {
  const root = await createTemporaryDataDirectory();
  const folder = join(root, "download");
  await mkdir(folder);
  const baseUrl = await serveRelease(root, sha256);
  const binary = await downloadReleasedNatsServer({ folder, onProgress, baseUrl });
  expect(await readFile(binary, "utf8")).toContain("v2.11.15");
});

test("the official release is not unpacked when it does not match its SHA256SUMS", async () => {
  const root = await createTemporaryDataDirectory();
  const folder = join(root, "download");
  await mkdir(folder);
  const baseUrl = await serveRelease(root, () => "0".repeat(64));
  await expect(downloadReleasedNatsServer({ folder, onProgress, baseUrl })).rejects.toThrow(
    "does not match its SHA256SUMS",
  );
  expect(await readdir(folder)).toEqual([]);
});
