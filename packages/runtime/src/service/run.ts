import { supervise } from "../process/supervise.ts";
import type { Environment } from "./config.ts";
import type { Service } from "./service.ts";
import { start } from "./start.ts";

/** Runs services in this process until a signal comes, and then drains them. */
export async function run(services: readonly Service[], env: Environment): Promise<void> {
  await supervise(async ({ stopping, onStop }) => {
    const { close } = await start(services, env, { stopping });
    onStop(close);
  });
}
