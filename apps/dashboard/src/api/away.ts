import { useSyncExternalStore } from "react";

/** How long it takes from one question whether the server is back to the next. */
const pauseMs = 1_500;

const listeners = new Set<() => void>();
let waiting: Promise<void> | undefined;

/** Whether Stagepass does not answer at the moment. */
export function useIsAway(): boolean {
  return useSyncExternalStore(listen, () => waiting !== undefined);
}

/** Notes that a request got no answer. Resolves once Stagepass answers again. */
export async function whenBack(): Promise<void> {
  waiting ??= askAgain().finally(() => {
    waiting = undefined;
    tell();
  });
  tell();
  await waiting;
}

/** Loads a part of the pages. Where that fails since the server is away, it waits until the server is back. */
export async function load<T>(part: () => Promise<T>): Promise<T> {
  try {
    return await part();
  } catch (error) {
    if (await answers()) throw error;
    await whenBack();
    return await part();
  }
}

async function askAgain(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, pauseMs));
  while (!(await answers()));
}

/** Whether anything answers, for which the smallest file does. */
const answers = () =>
  fetch("/icon.svg", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function tell(): void {
  for (const changed of listeners) changed();
}
