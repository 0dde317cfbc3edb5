import { Problem } from "@stagepass/contracts";

/** The answer of a sandbox, asked again as long as the machine is too busy for it. */
export async function untilAvailable<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem && error.code === "unavailable")) throw error;
    }
  }
}
