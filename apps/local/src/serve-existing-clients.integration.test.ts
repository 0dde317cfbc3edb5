import { once } from "node:events";
import { createServer } from "node:net";
import { legacy } from "@stagepass/legacy";
import { expect, inject, test } from "vitest";
import { findFreePort } from "./parts/processes/free-port.ts";
import { serveExistingClients } from "./serve-existing-clients.ts";

const env = { LEGACY_NATS_URL: `nats://${inject("natsUrl")}`, LOG_LEVEL: "silent" };

test("existing clients are answered on a free port", async () => {
  const port = await findFreePort();
  const running = await serveExistingClients(legacy, env, port);
  expect(running?.url).toBe(`http://localhost:${port}`);
  expect((await fetch(`http://127.0.0.1:${port}/core/meta`)).status).toBe(200);
  await running?.close();
});

test("existing clients are not answered when another program has the port, and the start does not fail", async () => {
  const other = createServer().listen(await findFreePort(), "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const taken = typeof address === "object" && address !== null ? address.port : 0;
  expect(await serveExistingClients(legacy, env, taken)).toBeUndefined();
  other.close();
});

test("any other failure of the service for existing clients makes the start fail", async () => {
  await expect(serveExistingClients(legacy, { LOG_LEVEL: "silent" }, 0)).rejects.toThrow(
    "LEGACY_NATS_URL is required",
  );
});
