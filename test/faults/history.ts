/** A change of a profile that was acknowledged. Its description is one that no other change has. */
export interface Write {
  readonly profile: string;
  readonly version: number;
  readonly description: string;
}

/** A resolve that was answered with 200. */
export interface Resolved {
  readonly deploymentId: string;
  readonly verdict: string;
  readonly hasCredentials: boolean;
}

/** What the clients of a system were told, to be compared with what it kept. */
export class History {
  readonly writes: Write[] = [];
  readonly resolved: Resolved[] = [];
  /** Resolves that failed, and were given parameters or credentials all the same. */
  readonly leaks: string[] = [];
  /** Answers other than 2xx: what they asked for may have happened or not. */
  readonly refused = { writes: 0, resolves: 0 };
  /** Calls that no answer came to, at all or before the client gave them up. The same holds for these. */
  readonly unanswered = { writes: 0, resolves: 0 };
  readonly #waiting = new Set<() => void>();

  acknowledged(write: Write): void {
    this.writes.push(write);
    this.#changed();
  }

  answered(resolved: Resolved): void {
    this.resolved.push(resolved);
    this.#changed();
  }

  failed(of: keyof History["refused"], how: "refused" | "unanswered"): void {
    this[how][of] += 1;
    this.#changed();
  }

  /** Waits until something holds that depends on the history. Throws, saying what it was, after `limitMs`. */
  async until(holds: () => boolean, what: string, limitMs = 300_000): Promise<void> {
    const end = performance.now() + limitMs;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`It did not happen within ${limitMs} ms: ${what}`);
      await new Promise<void>((resolve) => {
        const next = () => {
          clearTimeout(timer);
          this.#waiting.delete(next);
          resolve();
        };
        const timer = setTimeout(next, 1_000);
        this.#waiting.add(next);
      });
    }
  }

  #changed(): void {
    for (const next of this.#waiting) next();
  }
}
