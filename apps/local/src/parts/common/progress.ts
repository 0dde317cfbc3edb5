/** Receives a sentence about something that takes a while, to show it to the person who waits. */
export type OnProgress = (message: string) => void;

/** Awaits `work`, and sends the message once it has taken longer than a second. */
export async function announceWhenSlow<T>(
  onProgress: OnProgress,
  message: string,
  work: Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => onProgress(message), 1_000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
