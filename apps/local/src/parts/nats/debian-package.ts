import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "../common/if-present.ts";
import { PATIENCE_MS } from "../common/patience.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import { runCommand } from "../processes/run-command.ts";
import { type AptSourceFile, findDebianMirror } from "./debian-mirror.ts";

/** Where to unpack the package, and how to reach the network. */
export interface DebianDownload {
  /** An empty folder, which the caller removes afterwards. */
  folder: string;
  /** The environment of apt, which may name proxies. */
  env: Readonly<Record<string, string | undefined>>;
  onProgress: OnProgress;
}

/** The first Debian release whose nats-server is new enough. */
const SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const APT_SOURCES = "/etc/apt";

/**
 * Downloads and unpacks Debian's `nats-server` from the mirror that this system uses, and returns its path below
 * `folder`. This needs no root and does not touch the system's own apt and dpkg. The package is verified with the
 * system's Debian keyring. Throws when the system has no apt, no Debian mirror or no network.
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
  // The system's configuration is read before apt gets a root of its own.
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

/** Returns the network settings from the output of `apt-config dump`, without hooks and everything else. */
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

/**
 * Makes the configuration that apt reads through APT_CONFIG. It makes apt ignore the system's own files: see
 * apt.conf(5).
 */
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
    // Only our user can write into the folder, so apt must not change to its own user.
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
