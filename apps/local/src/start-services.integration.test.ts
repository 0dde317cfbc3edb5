import { once } from "node:events";
import { createServer } from "node:net";
import { defineService } from "@stagepass/runtime";
import { expect, inject, test } from "vitest";
import { z } from "zod";
import { findFreePort } from "./parts/free-port.ts";
import { startServices } from "./start-services.ts";

const service = defineService({
  name: "safeguards",
  env: z.object({}),
  create: () => ({
    routes: [],
    wire: { routes: [], describe: ({ status }) => ({ status, body: {} }), advice: "" },
    authenticate: async () => ({ role: "operator", keyId: "operator" }),
  }),
});

const startOn = (port: number, legacyPort: number) =>
  startServices(
    [service],
    {
      SAFEGUARDS_NATS_URL: `nats://${inject("natsUrl")}`,
      HTTP_PORT: String(port),
      LEGACY_PORT: String(legacyPort),
      LOG_LEVEL: "silent",
    },
    legacyPort,
  );

test("a free port for existing clients is used", async () => {
  const legacyPort = await findFreePort();
  const { running, legacyPortTaken } = await startOn(0, legacyPort);
  expect([running.legacyUrl, legacyPortTaken]).toEqual([`http://localhost:${legacyPort}`, false]);
  await running.close();
});

test("where another program has it, everything else starts; where it has the main port, nothing does", async () => {
  const other = createServer().listen(await findFreePort(), "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const taken = typeof address === "object" && address !== null ? address.port : 0;
  const { running, legacyPortTaken } = await startOn(0, taken);
  expect([running.legacyUrl, legacyPortTaken]).toEqual([undefined, true]);
  expect((await fetch(new URL("/healthz", running.url))).status).toBe(200);
  await running.close();
  await expect(startOn(taken, 0)).rejects.toThrow(`Port ${taken} of 127.0.0.1 is in use.`);
  other.close();
});
