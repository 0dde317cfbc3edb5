import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PATIENCE_MS } from "../common/patience.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { runCommand } from "../processes/run-command.ts";

/** Where to unpack the release, and where to download it from. */
export interface ReleaseDownload {
  /** An empty folder, which the caller removes afterwards. */
  folder: string;
  onProgress: OnProgress;
  /** Another URL with the same files, for tests. */
  baseUrl?: string;
}

const VERSION = "v2.11.15";
const RELEASES = "https://github.com/nats-io/nats-server/releases/download";
const ANSWER_LIMIT_MS = 30_000;
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: "amd64",
  arm64: "arm64",
  arm: "arm7",
  ia32: "386",
};

/**
 * Downloads the official release for this platform, verifies it against the release's SHA256SUMS, and returns the path
 * of the binary below `folder`. Throws when no response comes within thirty seconds; without a network, fetch() fails
 * sooner.
 */
export async function downloadReleasedNatsServer(options: ReleaseDownload): Promise<string> {
  const architecture = ARCHITECTURES[process.arch];
  if (architecture === undefined) throw new Error(`There is no nats-server release for ${process.arch}.`);
  const name = `nats-server-${VERSION}-${process.platform}-${architecture}`;
  const base = `${options.baseUrl ?? RELEASES}/${VERSION}`;

  const sums = (await download(`${base}/SHA256SUMS`)).toString();
  const work = download(`${base}/${name}.tar.gz`);
  const archive = await announceWhenSlow(
    options.onProgress,
    "Downloading nats-server from its release",
    work,
  );
  verify(archive, findSum(sums, `${name}.tar.gz`));

  await writeFile(join(options.folder, "release.tar.gz"), archive, { mode: 0o600 });
  const env = { PATH: "/usr/bin:/bin" };
  await runCommand("tar", ["-xzf", "release.tar.gz"], { cwd: options.folder, env, timeoutMs: PATIENCE_MS });
  return join(options.folder, name, "nats-server");
}

/**
 * Finds the digest of a file in the text of a SHA256SUMS. Returns it in lower case, or undefined when the file is not
 * listed.
 */
export function findSum(sums: string, name: string): string | undefined {
  for (const line of sums.split("\n")) {
    const [, sum, file] = /^([0-9a-fA-F]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
    if (file === name) return sum?.toLowerCase();
  }
  return undefined;
}

function verify(archive: Buffer, expected: string | undefined): void {
  const actual = createHash("sha256").update(archive).digest("hex");
  if (actual !== expected) throw new Error("The nats-server release does not match its SHA256SUMS.");
}

async function download(url: string): Promise<Buffer> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), ANSWER_LIMIT_MS);
  try {
    const response = await fetch(url, { signal: abort.signal });
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), PATIENCE_MS);
    if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw new Error(`${url} cannot be downloaded.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
