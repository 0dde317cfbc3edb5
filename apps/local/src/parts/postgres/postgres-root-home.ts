import { randomBytes } from "node:crypto";
import { chmod, chown, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../common/error-code.ts";
import { ifPresent } from "../common/if-present.ts";
import { PartError } from "../common/part-error.ts";
import { announceWhenSlow, type OnProgress } from "../common/progress.ts";
import type { RunAs } from "../processes/run-command.ts";
import { copyReadable } from "./copy-readable.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { type PostgresHome, stopCluster } from "./postgres-cluster.ts";

/** A folder that every user can enter, even when the clone is below a folder that only root can. */
const PARENT = "/var/tmp";
const PREFIX = "stagepass-";

/**
 * Opens the Postgres home for root: `/var/tmp/stagepass-<id>`, with a copy of the binaries that every user can read,
 * and data that belong to the user `nobody`. The random id is in the data directory, so that after a deletion of that
 * directory the next start gets a new home.
 */
export async function openRootHome(
  dataDir: string,
  binaries: PostgresBinaries,
  onProgress: OnProgress,
): Promise<PostgresHome> {
  const id = await takeId(dataDir);
  await removeAbandonedHomes(id);
  const home = join(PARENT, `${PREFIX}${id}`);
  await createOurs(home);
  await writeFile(ownerFile(home), dataDir, { mode: 0o600 });

  const native = join(home, `native-${binaries.version}`);
  await announceWhenSlow(
    onProgress,
    "Copying Postgres to where its user can read it",
    copyOnce(binaries.native, native),
  );
  const runAs = parseNobody(await readFile("/etc/passwd", "utf8"));
  const directory = serverDirectory(home);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chown(directory, runAs.uid, runAs.gid);
  return { native, directory, runAs };
}

/**
 * Stops and removes the homes that root made for data directories that are gone or have another home by now. It does
 * nothing for other users, and touches nothing that others made. `keptId` is never removed, since its data directory
 * may have moved.
 */
export async function removeAbandonedHomes(keptId?: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (const name of await readdir(PARENT)) {
    if (!name.startsWith(PREFIX) || name === `${PREFIX}${keptId}`) continue;
    const home = join(PARENT, name);
    if (!(await isOurs(home))) continue;
    const owner = await ifPresent(readFile(ownerFile(home), "utf8"));
    if (!owner || (await ifPresent(readFile(idFile(owner), "utf8"))) === name.slice(PREFIX.length)) continue;
    await stopCluster(serverDirectory(home));
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Returns the ids of the user `nobody` in the text of /etc/passwd, or the usual ones when it has no such user. */
export function parseNobody(passwd: string): RunAs {
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd) ?? [];
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}

async function takeId(dataDir: string): Promise<string> {
  const known = await ifPresent(readFile(idFile(dataDir), "utf8"));
  if (known !== undefined && /^[0-9a-f]{16}$/.test(known)) return known;
  const id = randomBytes(8).toString("hex");
  await writeFile(idFile(dataDir), id, { mode: 0o600 });
  return id;
}

async function createOurs(home: string): Promise<void> {
  try {
    await mkdir(home, { mode: 0o711 });
    await chmod(home, 0o711);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    if (await isOurs(home)) return;
    throw new PartError("postgres", `${home} belongs to somebody else. Start with a new data directory.`);
  }
}

/**
 * Whether a home is a real folder of ours that nobody else can write. Anybody may make folders and links in /var/tmp.
 */
async function isOurs(home: string): Promise<boolean> {
  const info = await lstat(home).catch(() => undefined);
  return info?.isDirectory() === true && info.uid === process.getuid?.() && (info.mode & 0o022) === 0;
}

async function copyOnce(from: string, to: string): Promise<void> {
  if (await ifPresent(lstat(to))) return;
  const draft = `${to}-draft`;
  await rm(draft, { recursive: true, force: true });
  await copyReadable(from, draft);
  await rename(draft, to);
}

function serverDirectory(home: string): string {
  return join(home, "postgres");
}

function ownerFile(home: string): string {
  return join(home, "data-directory");
}

/**
 * Returns the path of the file in a data directory that holds the id of its home. Without the file, the home is
 * abandoned.
 */
export function idFile(dataDir: string): string {
  return join(dataDir, "postgres-id");
}
