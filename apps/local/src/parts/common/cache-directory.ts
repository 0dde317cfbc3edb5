import { access, constants, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * A folder for what can be downloaded again: `stagepass` below `XDG_CACHE_HOME` or `~/.cache`; where that cannot be
 * written, `cache` below the data directory.
 */
export async function openCacheDirectory(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): Promise<string> {
  // The XDG base directory specification has relative paths ignored.
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
