import { open, readFile, rename } from "node:fs/promises";
import type { SeenEvents } from "@stagepass/subscriber";
import type { StageMap } from "./stage-map.ts";

interface Kept {
  readonly apps: StageMap;
  /** The ids of the latest events that are in it, oldest first. */
  readonly seen: readonly string[];
}

const seenLength = 1_000;

/**
 * A file with a map and, in the same write, the ids of the events that made it: an event is in it wholly or not at all,
 * whenever the process or the machine stops.
 */
export class StageFile {
  readonly #path: string;
  #kept: Kept;

  private constructor(path: string, kept: Kept) {
    this.#path = path;
    this.#kept = kept;
  }

  static async open(path: string): Promise<StageFile> {
    try {
      return new StageFile(path, JSON.parse(await readFile(path, "utf8")));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") {
        return new StageFile(path, { apps: {}, seen: [] });
      }
      throw error;
    }
  }

  /** Tells the subscription what is in the file. The ids are added by `update`, together with what the event changed. */
  get seen(): SeenEvents {
    return { has: (id) => this.#kept.seen.includes(id), add: () => {} };
  }

  /** Writes what `change` makes of the map, and that the event is in it. */
  async update(eventId: string, change: (map: StageMap) => StageMap): Promise<void> {
    const next = { apps: change(this.#kept.apps), seen: [...this.#kept.seen, eventId].slice(-seenLength) };
    const temporary = `${this.#path}.${process.pid}.tmp`;
    const file = await open(temporary, "w");
    try {
      await file.writeFile(`${JSON.stringify(next, null, 2)}\n`);
      // Before the rename: a power cut must not leave the new name on an empty file.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.#path);
    this.#kept = next;
  }
}
