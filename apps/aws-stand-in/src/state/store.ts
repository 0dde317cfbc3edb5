import { readFile, rename, writeFile } from "node:fs/promises";
import { emptyState, parseState, type State, serializeState } from "./state.ts";

/** The state, and the promise that it is kept. */
export interface Store {
  readonly state: State;
  /** Resolves once everything changed so far is on disk, or at once for a store in memory. */
  save(): Promise<void>;
}

/** A store that is gone when the process ends. */
export function memoryStore(): Store {
  return { state: emptyState(), save: async () => {} };
}

/**
 * A store in a file of mode 600, made when it is missing. Throws, naming the file, when the file holds something else:
 * overwriting it would lose somebody's secrets.
 */
export async function openFileStore(file: string): Promise<Store> {
  const state = await load(file);
  let running = Promise.resolve();
  let queued: Promise<void> | undefined;

  // One write at a time, and the one that has not begun yet carries every change made until it does.
  function save(): Promise<void> {
    queued ??= running
      .catch(() => {})
      .then(() => {
        queued = undefined;
        running = write(file, serializeState(state));
        return running;
      });
    return queued;
  }

  await save();
  return { state, save };
}

async function load(file: string): Promise<State> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return emptyState();
    throw cause;
  }
  try {
    return parseState(text);
  } catch (cause) {
    throw new Error(`${file} is not a state file of the AWS stand-in. Move it away, or name another file.`, {
      cause,
    });
  }
}

async function write(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text, { mode: 0o600, flush: true });
  await rename(temporary, file);
}
