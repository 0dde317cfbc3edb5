/** A signal that is remembered until somebody waits for it. */
export class Signal {
  #raised = false;
  #wake = () => {};

  raise(): void {
    this.#raised = true;
    this.#wake();
  }

  /** Returns when the signal is raised, at once if it was raised since the last wait, and after `timeoutMs` at the latest. */
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
