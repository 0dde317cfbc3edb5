import {
  type Environment,
  type Patience,
  PortInUseError,
  type Running,
  type Service,
  start,
} from "@stagepass/runtime";

/** Services that run, and whether they do without the port for existing clients because another program has it. */
export interface StartedServices {
  readonly running: Running;
  readonly legacyPortTaken: boolean;
}

/**
 * Starts services in this process. The port for existing clients is fixed in those clients, so nobody can choose
 * another: where it is taken, perhaps by another local stack, everything else starts without it.
 */
export async function startServices(
  services: readonly Service[],
  env: Environment,
  legacyPort: number,
  patience: Partial<Patience> = {},
): Promise<StartedServices> {
  try {
    return { running: await start(services, env, patience), legacyPortTaken: false };
  } catch (error) {
    if (!(error instanceof PortInUseError) || error.port !== legacyPort) throw error;
    const running = await start(services, { ...env, LEGACY_PORT: "0" }, patience);
    return { running, legacyPortTaken: true };
  }
}
