import { readFile, rename, writeFile } from "node:fs/promises";
import { emptyState, parseState, type State, serializeState } from "./state.ts";

/** The state, and the function that saves it. */
export interface Store {
  readonly state: State;
  /** Resolves once everything that has changed so far is on disk, or at once for a store in memory. */
  save(): Promise<void>;
}

/** Makes a store that is gone when the process ends. */
export function memoryStore(): Store {
  return { state: emptyState(), save: async () => {} };
}

/**
 * Opens a store in a file of mode 600, which is created when it is missing. Throws an error that names the file when
 * it holds something else: overwriting it would lose somebody's secrets.
 */
export async function openFileStore(file: string): Promise<Store> {
  const state = await load(file);
  let running = Promise.resolve();
  let queued: Promise<void> | undefined;

  // There is one write at a time. A write that has not begun yet will include every change until it does.
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
