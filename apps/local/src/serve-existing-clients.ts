import {
  type Environment,
  type Patience,
  PortInUseError,
  type Running,
  type Service,
  start,
} from "@stagepass/runtime";

/**
 * Starts the service that answers the existing clients, on every address of `localhost`. The port is fixed in those
 * clients, so no other port would do. Returns undefined when it is taken, perhaps by another local stack.
 */
export async function serveExistingClients(
  service: Service,
  env: Environment,
  port: number,
  patience: Partial<Patience> = {},
): Promise<Running | undefined> {
  try {
    return await start([service], { ...env, HTTP_HOST: "localhost", HTTP_PORT: String(port) }, patience);
  } catch (error) {
    if (error instanceof PortInUseError) return undefined;
    throw error;
  }
}
