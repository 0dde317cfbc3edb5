import { chmod, constants, copyFile, link, mkdir, readdir, readlink, stat, symlink } from "node:fs/promises";
import { join } from "node:path";

/**
 * Copies a folder so that every user can read and run its files, whatever umask they were installed with. A copy may
 * be a hard link, so neither the copies nor the originals may be written to. `to` may exist already.
 */
export async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyReadable(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyFileReadable(source, target);
  }
}

async function copyFileReadable(source: string, target: string): Promise<void> {
  const { mode } = await stat(source);
  const wanted = mode & 0o100 ? 0o755 : 0o644;
  if ((mode & 0o777) === wanted && (await tryLink(source, target))) return;
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await chmod(target, wanted);
}

/**
 * Tries to make a hard link, which takes no time and no space. That is impossible across file systems, and forbidden
 * on some.
 */
async function tryLink(source: string, target: string): Promise<boolean> {
  return await link(source, target).then(
    () => true,
    () => false,
  );
}
