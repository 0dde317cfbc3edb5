import { access, constants, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * Opens a folder for files that can be downloaded again: `stagepass` below `XDG_CACHE_HOME` or `~/.cache`. When that
 * cannot be written, it is `cache` below the data directory.
 */
export async function openCacheDirectory(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): Promise<string> {
  // The XDG base directory specification says that relative paths are ignored.
  const xdg = env["XDG_CACHE_HOME"];
  const shared = join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache"), "stagepass");
  try {
    await mkdir(shared, { recursive: true, mode: 0o700 });
    await access(shared, constants.W_OK | constants.X_OK);
    return shared;
  } catch {
    const own = join(dataDir, "cache");
    await mkdir(own, { recursive: true, mode: 0o700 });
    return own;
  }
}
