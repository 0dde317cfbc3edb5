import { PATIENCE_MS } from "../common/patience.ts";
import { CommandError, runCommand } from "../processes/run-command.ts";

/** The oldest usable version. Older ones lack `sync_interval`, or lose streams after `kill -9`. */
export const MINIMUM_NATS_SERVER = "2.10.23";

/** The version of a binary, or the `problem` because of which it cannot be used. */
export type VersionCheck = { version: string } | { problem: string };

/**
 * Asks a `nats-server` for its version, and checks that it is new enough. It does not throw for a file that is no
 * nats-server.
 */
export async function checkNatsServer(binary: string): Promise<VersionCheck> {
  try {
    const output = await runCommand(binary, ["--version"], { cwd: "/", env: {}, timeoutMs: PATIENCE_MS });
    const version = parseVersion(output);
    if (version === undefined) return { problem: "does not say its version" };
    if (isAtLeast(version, MINIMUM_NATS_SERVER)) return { version };
    return { problem: `is ${version}, older than ${MINIMUM_NATS_SERVER}` };
  } catch (error) {
    if (error instanceof CommandError) return { problem: "cannot be run" };
    throw error;
  }
}

/** Returns the three numbers in `nats-server: v2.10.27`, or undefined for any other output. */
export function parseVersion(output: string): string | undefined {
  return /^nats-server: v(\d+\.\d+\.\d+)/m.exec(output)?.[1];
}

/** Whether a version of three numbers is at least `minimum`. The numbers are compared, not the texts. */
export function isAtLeast(version: string, minimum: string): boolean {
  const wanted = minimum.split(".").map(Number);
  const parts = version.split(".").map(Number);
  for (const [index, number] of wanted.entries()) {
    const difference = (parts[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
