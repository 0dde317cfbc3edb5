import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import type { StartedTestContainer } from "testcontainers";
import { NATS_LIMITS, type TestServers } from "./test-servers.ts";

const POSTGRES_IMAGE = "postgres:17-alpine";
const NATS_IMAGE = "nats:2-alpine";
const DOCKER_SOCKET = "/var/run/docker.sock";
const NATS_CONFIG = `jetstream { store_dir: "/tmp/jetstream", sync_interval: always }\n${NATS_LIMITS}\n`;

/** Whether there is a Docker engine that has both images. They are never pulled, since tests use no registry. */
export async function canStartContainers(): Promise<boolean> {
  const present = await Promise.all([POSTGRES_IMAGE, NATS_IMAGE].map(hasImage));
  return present.every(Boolean);
}

/** Starts both servers in containers, which are removed when they are stopped. */
export async function startContainers(): Promise<TestServers> {
  const { GenericContainer, Wait } = await import("testcontainers");
  const [postgres, nats] = await Promise.all([
    new GenericContainer(POSTGRES_IMAGE)
      .withEnvironment({ POSTGRES_PASSWORD: "test" })
      .withCommand(["postgres", "-c", "max_connections=200"])
      .withExposedPorts(5432)
      // The first such message is of the server that only the image's initialisation uses.
      .withWaitStrategy(Wait.forLogMessage("database system is ready to accept connections", 2))
      .start(),
    new GenericContainer(NATS_IMAGE)
      .withCopyContentToContainer([{ content: NATS_CONFIG, target: "/etc/nats/tests.conf" }])
      .withCommand(["--config", "/etc/nats/tests.conf"])
      .withExposedPorts(4222)
      .withWaitStrategy(Wait.forLogMessage("Server is ready"))
      .start(),
  ]);
  const postgresAddress = await findAddress(postgres, 5432);
  return {
    description: `containers of ${POSTGRES_IMAGE} and ${NATS_IMAGE}`,
    postgresUrl: `postgres://postgres:test@${postgresAddress}/postgres`,
    natsUrl: await findAddress(nats, 4222),
    stop: async () => {
      await nats.stop();
      await postgres.stop();
    },
  };
}

/**
 * Finds the host and port of a container's port. Tests that run in a container need the host that testcontainers
 * names. But it mistakes some machines for containers, and an engine may publish ports only on the loopback.
 */
async function findAddress(container: StartedTestContainer, containerPort: number): Promise<string> {
  const port = container.getMappedPort(containerPort);
  return (await isReachable("127.0.0.1", port)) ? `127.0.0.1:${port}` : `${container.getHost()}:${port}`;
}

async function isReachable(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function hasImage(image: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ socketPath: DOCKER_SOCKET, path: `/images/${image}/json`, timeout: 1_000 });
    call.once("response", (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.once("timeout", () => call.destroy());
    call.once("error", () => resolve(false));
    call.once("close", () => resolve(false));
    call.end();
  });
}
