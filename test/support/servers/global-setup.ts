import type { TestProject } from "vitest/node";
import { canStartContainers, startContainers } from "./container-servers.ts";
import { startLocalServers } from "./local-servers.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's URL of the Postgres that all integration tests share: see `createDatabase`. */
    postgresUrl: string;
    /**
     * Host and port of the NATS server that all integration tests share. A test must choose names that no other test
     * uses.
     */
    natsUrl: string;
  }
}

/** Starts one Postgres and one NATS server for all integration tests of a run, and stops them after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { env } = process;
  // The clean-up container of testcontainers needs an image of its own, which would have to be pulled.
  env["TESTCONTAINERS_RYUK_DISABLED"] = "true";
  const servers = (await canStartContainers()) ? await startContainers() : await startLocalServers(env);
  process.stdout.write(`Integration tests use ${servers.description}\n`);
  project.provide("postgresUrl", servers.postgresUrl);
  project.provide("natsUrl", servers.natsUrl);
  return servers.stop;
}
