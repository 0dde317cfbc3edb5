import { describe, inject } from "vitest";
import type { Given } from "./global-setup.ts";

/** Groups tests that need a browser. They are skipped where there is none. */
export function describePages(title: string, tests: () => void): void {
  describe.skipIf(inject("browserTests") === null)(title, tests);
}

/** The browser of this machine, and the stack of these tests. */
export function given(): Given {
  const found = inject("browserTests");
  if (found === null) throw new Error("This belongs into describePages.");
  return found;
}
