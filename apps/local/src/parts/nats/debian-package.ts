import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "../common/if-present.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { runCommand } from "../processes/run-command.ts";
import { type AptSourceFile, findDebianMirror } from "./debian-mirror.ts";

/** Where to unpack, and how to reach the network. */
export interface DebianDownload {
  /** An empty folder of the caller's, which removes it in the end. */
  folder: string;
  /** Handed to apt: it may name proxies. */
  env: Readonly<Record<string, string | undefined>>;
  onProgress: OnProgress;
}

/** The first Debian release whose nats-server is new enough. */
const SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const APT_SOURCES = "/etc/apt";

/**
 * Downloads and unpacks Debian's `nats-server` from the mirror that this system uses already, and returns its path
 * below `folder`. It needs no root, and the system's own apt and dpkg see nothing of it; the package is verified
 * against the system's Debian keyring. Throws where the system has no apt, no Debian mirror or no network.
 */
export async function downloadDebianNatsServer({ folder, env, onProgress }: DebianDownload): Promise<string> {
  const mirror = findDebianMirror(await readAptSources());
  if (mirror === undefined) throw new Error("This system's apt has no Debian mirror.");
  if (!(await ifPresent(stat(KEYRING)))) throw new Error(`The Debian keyring ${KEYRING} is missing.`);

  const run = (program: string, args: string[], timeoutMs: number) =>
    runCommand(program, args, {
      cwd: folder,
      env: { ...env, LC_ALL: "C", APT_CONFIG: join(folder, "apt.conf") },
      timeoutMs,
    });
  // Read before apt is pointed at its own root: this is the system's configuration.
  const proxies = proxyLines(
    await runCommand("apt-config", ["dump"], { cwd: folder, env, timeoutMs: PATIENCE_MS }),
  );
  await createAptRoot(folder, mirror, proxies);

  const update = run("apt-get", ["update", "--error-on=any"], PATIENCE_MS);
  await announceWhenSlow(onProgress, "Reading Debian's package list, for its nats-server", update);
  const download = run("apt-get", ["download", "nats-server"], PATIENCE_MS);
  await announceWhenSlow(onProgress, "Downloading nats-server from Debian", download);

  const archive = (await readdir(folder)).find((name) => name.endsWith(".deb"));
  if (archive === undefined) throw new Error("apt downloaded no package.");
  await run("dpkg-deb", ["--extract", archive, "unpacked"], PATIENCE_MS);
  return join(folder, "unpacked/usr/sbin/nats-server");
}

/** How the system's apt reaches the network, out of `apt-config dump`. Its hooks and the rest are left behind. */
export function proxyLines(dump: string): string {
  return dump
    .split("\n")
    .filter((line) => /^Acquire::(?:https?|ForceIPv[46])\b.* ".+";$/.test(line))
    .join("\n");
}

async function createAptRoot(root: string, mirror: string, proxies: string): Promise<void> {
  for (const folder of ["lists/partial", "cache/archives/partial", "parts"]) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await writeFile(join(root, "status"), "");
  await writeFile(join(root, "sources.list"), `deb [signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`);
  await writeFile(join(root, "apt.conf"), aptConfig(root, proxies));
}

/** Read through APT_CONFIG, so before the system's own files, which it leaves out: see apt.conf(5). */
function aptConfig(root: string, proxies: string): string {
  const settings = {
    "Dir::Etc::main": "/dev/null",
    "Dir::Etc::parts": join(root, "parts"),
    "Dir::Etc::sourcelist": join(root, "sources.list"),
    "Dir::Etc::sourceparts": join(root, "parts"),
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": join(root, "parts"),
    "Dir::State": root,
    "Dir::State::lists": join(root, "lists"),
    "Dir::State::status": join(root, "status"),
    "Dir::Cache": join(root, "cache"),
    // The folder is ours alone, so apt's own user could not write into it.
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "1",
    "Acquire::http::Timeout": "10",
    "Acquire::https::Timeout": "10",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)};`);
  return `${[proxies, ...lines].join("\n")}\n`;
}

async function readAptSources(): Promise<AptSourceFile[]> {
  const parts = (await ifPresent(readdir(join(APT_SOURCES, "sources.list.d")))) ?? [];
  const names = ["sources.list", ...parts.map((name) => join("sources.list.d", name))];
  const files: AptSourceFile[] = [];
  for (const name of names.filter((path) => /\.(?:list|sources)$/.test(path)).sort()) {
    const text = await ifPresent(readFile(join(APT_SOURCES, name), "utf8"));
    if (text !== undefined) files.push({ name, text });
  }
  return files;
}
