import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { Problem } from "@stagepass/contracts";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { findFreePort } from "../../../../apps/local/src/parts/processes/free-port.ts";
import { type PrivateBus, startPrivateBus } from "../../../../test/support/bus/private-bus.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { createSchema, query } from "../../../../test/support/servers/schema.ts";
import { startTcpProxy, type TcpProxy } from "../../../../test/support/servers/tcp-proxy.ts";
import { openBus } from "../bus/bus.ts";
import { migrate } from "../database/migrate.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createLog } from "../process/log.ts";
import { patienceOf } from "../process/patience.ts";
import { defineService } from "./service.ts";
import { start } from "./start.ts";

const migrations = new URL("../../../../services/resolver/migrations/", import.meta.url);
let bus: PrivateBus;

beforeAll(async () => {
  bus = await startPrivateBus();
});

afterAll(() => bus?.stop());

/** A proxy to the server of a URL that can hold messages back, and the URL of the proxy. */
async function proxyTo(
  url: string,
  portOf: (port: number) => number = (port) => port,
): Promise<[TcpProxy, string]> {
  const target = new URL(url);
  const port = Number(target.port);
  const proxy = await startTcpProxy(() => portOf(port));
  onTestFinished(() => proxy.close());
  target.port = String(proxy.port);
  return [proxy, target.href];
}

const natsInfo = { by: "server", text: "INFO" } as const;

test("a start connects again to a NATS that does not answer in time, until it does", async () => {
  const [proxy, url] = await proxyTo(bus.urlFor("safeguards"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const held = proxy.holdAt(natsInfo);
  const facts = { version: "0.0.0", log: createLog({ level: "silent" }), metrics: createMetrics() };
  const opening = openBus({ name: "safeguards", url, ...facts });
  await held;
  let askedAgain = false;
  void proxy.holdAt(natsInfo).then(() => {
    askedAgain = true;
  });
  while (!askedAgain) {
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.race([opening, setImmediate()]);
  }
  vi.useRealTimers();
  proxy.release();
  const opened = await opening;
  expect(opened.connection.isClosed()).toBe(false);
  await opened.drain();
});

test("a start connects again to a Postgres that is starting up or recovering", async () => {
  const notYet = await startRecoveringPostgres();
  let connections = 0;
  const [, url] = await proxyTo(await createSchema("resolver"), (port) =>
    connections++ < 2 ? notYet : port,
  );
  await migrate("resolver", url, migrations);
  expect(connections).toBe(3);
});

test("a start gives up on a Postgres that never answers, and says what to check", async () => {
  const [proxy, url] = await proxyTo(await createSchema("resolver"));
  void proxy.holdAt({ by: "client", text: "user" });
  await expect(migrate("resolver", url, migrations, patienceOf({ limitMs: 50 }))).rejects.toThrow(
    /cannot connect to Postgres at .*: timeout expired\. RESOLVER_DATABASE_URL must name a server/,
  );
});

test("a start that is stopped stops waiting for a Postgres that does not answer", async () => {
  const [proxy, url] = await proxyTo(await createSchema("resolver"));
  const held = proxy.holdAt({ by: "client", text: "user" });
  const stop = new AbortController();
  const rejected = expect(
    migrate("resolver", url, migrations, patienceOf({ stopping: stop.signal })),
  ).rejects.toThrow("stopped");
  await held;
  stop.abort(new Error("stopped"));
  await rejected;
});

test("a start waits for the migrations of another start, and reports it", async () => {
  const url = await createSchema("resolver");
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query("select pg_advisory_lock(hashtext('stagepass:migrate'), hashtext('resolver'))");
  const said = new Set<string>();
  const patience = patienceOf({ sayEveryMs: 1, onWaiting: (what) => void said.add(what) });
  const migrating = migrate("resolver", url, migrations, patience);
  const lock = "another start that migrates the database of the resolver service";
  await eventually(async () => said.has(lock) || undefined, "it is said");
  expect(await query(url, "select to_regclass('deployments') as made")).toEqual([{ made: null }]);
  await other.end();
  await migrating;
  expect(await query(url, "select to_regclass('deployments') as made")).toEqual([{ made: "deployments" }]);
});

/** A service that only has this `prepare`. */
function preparedBy(prepare: () => Promise<void>, name: "safeguards" | "resolver" = "safeguards") {
  return defineService({
    name,
    env: z.object({}),
    create: () => ({
      routes: [],
      authenticate: async () => ({ role: "operator", keyId: "operator" }),
      prepare,
    }),
  });
}

const environment = () => ({
  SAFEGUARDS_NATS_URL: bus.urlFor("safeguards"),
  RESOLVER_NATS_URL: bus.urlFor("resolver"),
  HTTP_PORT: "0",
  LOG_LEVEL: "silent",
});

test("a service whose database is unavailable is prepared again", async () => {
  const slow = () => Promise.reject(new Problem("unavailable", "The database is too slow."));
  const prepare = vi
    .fn(async () => {})
    .mockImplementationOnce(slow)
    .mockImplementationOnce(slow);
  const running = await start([preparedBy(prepare)], environment());
  await running.close();
  expect(prepare).toHaveBeenCalledTimes(3);
});

test("a service that must not start is prepared once, and the start fails", async () => {
  const prepare = vi.fn(() => Promise.reject(new Error("The keyring does not fit.")));
  await expect(start([preparedBy(prepare)], environment())).rejects.toThrow("The keyring does not fit.");
  expect(prepare).toHaveBeenCalledTimes(1);
});

test("a start fails as soon as one service cannot start, though another still waits", async () => {
  const [proxy, url] = await proxyTo(bus.urlFor("safeguards"));
  const held = proxy.holdAt(natsInfo);
  const nobody = new URL(bus.urlFor("resolver"));
  nobody.port = String(await findFreePort());
  const services = [preparedBy(async () => {}), preparedBy(async () => {}, "resolver")];
  const env = { ...environment(), SAFEGUARDS_NATS_URL: url, RESOLVER_NATS_URL: nobody.href };
  const rejected = expect(start(services, env)).rejects.toThrow(
    /The resolver service cannot connect to NATS .*RESOLVER_NATS_URL must name a NATS server/,
  );
  await held;
  await rejected;
});

/** Starts a server that tells each connection, as a Postgres does, that it is starting up. Returns its port. */
async function startRecoveringPostgres(): Promise<number> {
  const fields = ["SFATAL", "VFATAL", "C57P03", "Mthe database system is starting up", "", ""];
  const body = Buffer.from(fields.join("\0"));
  const head = Buffer.from("E\0\0\0\0");
  // The length counts itself: https://www.postgresql.org/docs/17/protocol-message-formats.html
  head.writeUInt32BE(body.length + 4, 1);
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([head, body])));
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port; // it listens on TCP
}
