import closeWithGrace from "close-with-grace";
import { ConfigError, type Environment } from "./config.ts";
import type { Service } from "./service.ts";
import { start } from "./start.ts";

/** How long a stop may take before the process ends anyway, in milliseconds. */
const graceMs = 15_000;

/** Runs services until a signal comes, then drains. A start that fails says why on standard error; exit code 1, or 78 for configuration. */
export async function run(services: readonly Service[], env: Environment): Promise<void> {
  try {
    const running = await start(services, env);
    closeWithGrace({ delay: graceMs, logger: false }, async ({ err, signal }) => {
      if (err !== undefined) running.log.fatal({ err }, "stopping after an error");
      else running.log.info({ signal }, "stopping");
      await running.close();
      running.log.info("stopped");
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof ConfigError ? 78 : 1; // EX_CONFIG of sysexits.h
  }
}
