import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../common/error-code.ts";
import { ifPresent } from "../common/if-present.ts";
import { PartError } from "../common/part-error.ts";
import { findStartTime } from "./process-table.ts";
import { parsePid } from "./server-process.ts";

/** The name of the file in a data directory that says which process uses it. */
export const CLAIM_FILE = "claim";

/**
 * Claims a data directory for this process until the returned function is called. A dead process claims nothing. Call
 * it before any part starts there: a start stops the servers that it finds, and these could belong to a run that is
 * alive. Throws a `PartError` that names the process with the claim.
 */
export async function claimDataDirectory(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const claim = join(dataDir, CLAIM_FILE);
  const draft = `${claim}-${randomBytes(6).toString("hex")}`;
  const content = `${process.pid}\n${await findStartTime(process.pid)}\n`;
  await writeFile(draft, content, { mode: 0o600, flag: "wx" });
  try {
    // A link is created in one step with its content, and never replaces another.
    while (!(await createLink(draft, claim))) await removeDeadClaim(claim, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await ifPresent(readFile(claim, "utf8"))) === content) await rm(claim, { force: true });
  };
}

async function removeDeadClaim(claim: string, dataDir: string): Promise<void> {
  const held = await ifPresent(readFile(claim, "utf8"));
  if (held === undefined) return;
  const pid = parsePid(held);
  if (pid !== undefined && held === `${pid}\n${await findStartTime(pid)}\n`) {
    throw new PartError(
      "data directory",
      `${dataDir} is in use by process ${pid}. Stop that one, or choose another data directory.`,
    );
  }
  // Another process may have replaced the claim since it was read. In that case it is put back.
  const aside = `${claim}-${randomBytes(6).toString("hex")}`;
  await ifPresent(rename(claim, aside));
  const moved = await ifPresent(readFile(aside, "utf8"));
  if (moved !== undefined && moved !== held) await createLink(aside, claim);
  await rm(aside, { force: true });
}

async function createLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}
