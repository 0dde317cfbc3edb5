import { createHash } from "node:crypto";
import {
  getOutputFor,
  listOutputsFor,
  type ReportInput,
  resolveForClient,
  saveReportFor,
} from "@stagepass/contracts";
import { createLog, createMetrics } from "@stagepass/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BusConnection, openBus } from "../../../packages/runtime/src/bus/bus.ts";
import { type LegacyUnderTest, startLegacy } from "../../legacy/test/legacy-under-test.ts";

const org = "acmecorp";
const service = { org, app: "shop", service: "orders" };
const target = { ...service, stage: "dev", region: "us-east-1" };
const asked = { ...target, isStageResolved: true, unsent: "blocks" } as const;
const report: ReportInput = {
  ...{ deploymentUid: "0f8fad5b-d9cb-469f-a165-70867728950e", status: "success", archived: false },
  ...{ versions: { framework: "1.83.3", plugin: null, sdk: null }, outputs: { url: "https://x" } },
  details: {
    ...{ error: null, functions: {}, subscriptions: [], parameterKeys: [], clientSafeguards: [], vcs: null },
    ...{ buildId: null, provider: null, resources: null, layers: null, plugins: null, custom: null },
    ...{ logIngestMode: null, serverlessFile: null, serverlessFileName: null },
  },
};

let legacy: LegacyUnderTest;
let bus: BusConnection;
/** The digests of real keys: the resolver itself finds out whose they are. */
const keys = { deployer: "", narrow: "", stranger: "", unknown: digestOf("sp_unknown") };

beforeAll(async () => {
  legacy = await startLegacy();
  const url = legacy.busUrl;
  bus = await openBus({
    name: "legacy",
    url,
    version: "0.0.0",
    log: createLog({ level: "silent" }),
    metrics: createMetrics(),
  });
  const admin = await legacy.createOrg(org);
  keys.stranger = digestOf(await legacy.createOrg("othercorp"));
  keys.deployer = digestOf(await legacy.createKey(admin, org));
  keys.narrow = digestOf(await legacy.createKey(admin, org, { stages: ["prod"] }));
  await legacy.manage(admin, `PATCH /v1/orgs/${org}`, { clients: { legacy: "allow" } });
  await legacy.manage(admin, `PUT /v1/orgs/${org}/profiles/dev`, { parameters: [{ key: "A", value: "b" }] });
  await legacy.manage(admin, `PUT /v1/orgs/${org}/apps/shop`, { defaultProfile: "dev" });
});
afterAll(async () => {
  await bus.drain();
  await legacy.close();
});

/** Each request with what would succeed for a key that covers the target. */
const requests = [
  ["resolve-target", (keyDigest: string) => bus.call(resolveForClient, { keyDigest, ...asked })],
  ["save-report", (keyDigest: string) => bus.call(saveReportFor, { keyDigest, ...target, report })],
  ["get-output", (keyDigest: string) => bus.call(getOutputFor, { keyDigest, ...target, outputName: "url" })],
] as const;

test.each(requests)(
  "the request %s is answered for a key that covers its target, and for no other",
  async (_, ask) => {
    await ask(keys.deployer);
    await expect(ask(keys.narrow)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(keys.stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(ask(keys.unknown)).rejects.toMatchObject({ code: "unauthenticated" });
  },
);

test("outputs are listed for the stages that the key covers", async () => {
  const list = (keyDigest: string) => bus.call(listOutputsFor, { keyDigest, ...service });
  expect((await list(keys.deployer)).instances).toMatchObject([
    { stage: "dev", outputs: { url: "https://x" } },
  ]);
  expect((await list(keys.narrow)).instances).toEqual([]);
  await expect(list(keys.stranger)).rejects.toMatchObject({ code: "not-found" });
});

test("a caller in the message itself is ignored", async () => {
  const word = { caller: { role: "admin", keyId: "key_forged", org, scope: {} }, principal: keys.deployer };
  const ridden = { keyDigest: keys.narrow, ...target, outputName: "url", ...word };
  await expect(bus.call(getOutputFor, ridden)).rejects.toMatchObject({ code: "forbidden" });
  // A request that decides something refuses unknown fields.
  const deciding = { keyDigest: keys.narrow, ...asked, ...word };
  await expect(bus.call(resolveForClient, deciding)).rejects.toMatchObject({ code: "unavailable" });
});

function digestOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
