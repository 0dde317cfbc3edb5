/** An acknowledged change of a profile. Its description is unique. */
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

/** What a system told its clients, to be compared with what it stored. */
export class History {
  readonly writes: Write[] = [];
  readonly resolved: Resolved[] = [];
  /** Resolves that failed and returned parameters or credentials all the same. */
  readonly leaks: string[] = [];
  /** Responses other than 2xx. The requested change may have happened or not. */
  readonly refused = { writes: 0, resolves: 0 };
  /** Calls that got no response before the client gave up. Here, too, the change may have happened or not. */
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

  /** Waits until a condition on the history holds. Throws an error that names the condition after `limitMs`. */
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
