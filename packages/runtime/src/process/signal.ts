/** A bell: `wait` returns as soon as somebody rings it, also when that was before the wait, or after a while. */
export class Signal {
  #raised = false;
  #wake = () => {};

  raise(): void {
    this.#raised = true;
    this.#wake();
  }

  /** Waits for the bell, at most `timeoutMs` milliseconds. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.#raised) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#raised = false;
    this.#wake = () => {};
  }
}
