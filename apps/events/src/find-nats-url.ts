import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const LocalFile = z.object({ natsUrl: z.url() });

/**
 * Reads the URL of the local stack's NATS server from the `local.json` of its data directory. Throws an error that
 * says what to do when there is none.
 */
export async function findNatsUrl(dataDir: string): Promise<string> {
  const path = join(dataDir, "local.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(
      `There is no running stack in ${dataDir}: ${path} cannot be read. ` +
        "Start one with npm start, name its directory with --data-dir, or a NATS server with --url.",
      { cause },
    );
  }
  try {
    return LocalFile.parse(JSON.parse(text)).natsUrl;
  } catch (cause) {
    throw new Error(`${path} names no natsUrl. Restart the stack, which writes it anew, or use --url.`, {
      cause,
    });
  }
}
