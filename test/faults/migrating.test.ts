import { beforeAll, expect, test } from "vitest";
import { apiAt } from "../support/stack/api.ts";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();
let adminKey = "";
const path = "/v1/orgs/migrating";

/** The load must not be migrated: it changes its profiles all the time. */
beforeAll(async () => {
  const [{ url }] = faults.system.replicasOf("profiles");
  const { body } = await apiAt(url, faults.system.operatorKey)("POST", "/v1/orgs", { name: "migrating" });
  adminKey = body.adminKey;
  expect((await ask("POST", "/import", documentOf("a"))).status).toBe(200);
});

function ask(method: string, below: string, body?: object) {
  const [{ url }] = faults.system.replicasOf("profiles");
  return apiAt(url, adminKey)(method, `${path}${below}`, body);
}

function documentOf(value: string) {
  const profile = (role: string) => ({
    accessRole: { roleArn: `arn:aws:iam::222222222222:role/${role}` },
    parameters: [{ key: "A", value }],
    description: value,
  });
  const services = { api: { instances: { prod: { "us-east-1": {} } } } };
  return {
    apiVersion: 1,
    profiles: { dev: profile("dev"), prod: profile("prod") },
    apps: { shop: { description: value, defaultProfile: "dev", stages: { prod: "prod" }, services } },
  };
}

/** What a migration and an import write, without values. */
async function written() {
  const [configuration, migration] = [await ask("GET", "/export"), await ask("GET", "/provider-migration")];
  return { configuration: configuration.body, migration: migration.status };
}

const migration = {
  what: "a migration",
  below: "/provider-migration",
  body: {},
  dryRun: { dryRun: true },
  query: "",
};
const imported = documentOf("as imported");
const anImport = {
  what: "an import",
  below: "/import",
  body: imported,
  dryRun: imported,
  query: "?dryRun=true",
};
const beforeCommit = { when: "before its commit", text: "commit\0" };

/** The last text that the service sends to the database, which never arrives. */
const all = [
  { ...migration, when: "at its first provider", text: "role/dev" },
  { ...migration, when: "at its record", text: '"takenOver"' },
  { ...migration, ...beforeCommit },
  { ...anImport, when: "at its first profile", text: "as imported" },
  { ...anImport, ...beforeCommit },
];

test.each(all)(
  "nothing is half done when the profiles service is killed at work: $what, $when",
  async ({ what, when, below, body, text, dryRun, query }) => {
    const [replica] = faults.system.replicasOf("profiles");
    const before = await written();
    const isHeld = replica.database.holdAt({ by: "client", text });
    const broken = ask("POST", below, body).catch(() => undefined);
    await isHeld;
    await replica.kill();
    expect((await broken)?.status).not.toBe(200);
    await faults.recovers(`SIGKILL of ${what} ${when}`, () => replica.start());
    expect(await written()).toEqual(before);
    expect((await ask("POST", `${below}${query}`, dryRun)).status).toBe(200);
    await faults.losesNothing();
  },
);
