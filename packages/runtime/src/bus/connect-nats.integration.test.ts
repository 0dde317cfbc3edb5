import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { createLog } from "../process/log.ts";
import { openBus } from "./bus.ts";
import { connectNats } from "./connect-nats.ts";
import { connectSubscriber } from "./connect-subscriber.ts";

const log = createLog({ level: "silent" });

/** A server that takes the place of NATS: it offers no TLS, records what it receives, and accepts no user. */
async function listenInClear(): Promise<{ host: string; heard: () => string }> {
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      socket.write("-ERR 'Authorization Violation'\r\n");
    });
    socket.write(
      'INFO {"server_id":"X","version":"2.10.27","proto":1,"headers":true,"max_payload":1048576}\r\n',
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { host: `127.0.0.1:${port}`, heard: () => Buffer.concat(chunks).toString() };
}

const openService = (url: string) =>
  openBus({ name: "resolver", url, version: "0.0.0", log, metrics: createMetrics() });

test.each([
  ["a service", "resolver", openService],
  ["a subscriber", "subscriber", connectSubscriber],
] as const)("%s with a tls:// URL sends nothing to a server without TLS", async (_, user, open) => {
  const { host, heard } = await listenInClear();
  await expect(open(`tls://${user}:swordfish@${host}`)).rejects.toThrow(/TLS|secure/i);
  expect(heard()).toBe("");
});

test("a nats:// URL sends its password in the clear, which the server of these tests would notice", async () => {
  const { host, heard } = await listenInClear();
  await expect(connectNats("resolver", `nats://resolver:swordfish@${host}`)).rejects.toThrow("Authorization");
  expect(heard()).toContain("swordfish");
});
