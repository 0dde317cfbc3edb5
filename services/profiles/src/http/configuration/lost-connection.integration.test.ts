import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../../test/profiles-under-test.ts";

const roleArn = "arn:aws:iam::222222222222:role/deploy";
const document = {
  apiVersion: 1,
  settings: { description: "Shop" },
  profiles: { dev: { parameters: [{ key: "TOKEN", value: "text" }] } },
  providers: { main: { accessRole: { roleArn } } },
  apps: {
    storefront: {
      stages: { dev: "dev" },
      blueprints: { services: { provider: "main" } },
      services: { checkout: { provider: "main", instances: { dev: { "eu-central-1": {} } } } },
    },
  },
};

let service: ProfilesUnderTest;
let admin: string;
const send = (sent: object, query = "") =>
  service.request(admin, `POST /v1/orgs/acmecorp/import?${query}`, sent);

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  // The first use of a key is noted.
  await service.request(admin, "GET /v1/orgs/acmecorp");
  await service.database.execute(
    `create function lose_connection() returns trigger language plpgsql
     as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`,
  );
});
afterAll(() => service.close());

/** Ends the connection that next writes to a table, while the work is done. */
async function losing(table: string, work: () => Promise<void>): Promise<void> {
  await service.database.execute(
    `create trigger lose_connection before insert or update or delete on ${table} execute function lose_connection()`,
  );
  try {
    await work();
  } finally {
    await service.database.execute(`drop trigger lose_connection on ${table}`);
  }
}

// In the order in which an import writes them. The events are the last.
const tables = ["orgs", "apps", "targets", "providers", "profiles", "profile_versions", "stages", "outbox"];

test.each(tables)("an import that loses its connection when it writes %s leaves nothing", async (table) => {
  const before = await service.dump();
  await losing(table, async () => expect((await send(document)).status).toBe(503));
  expect(await service.dump()).toEqual(before);
});

test.each(["apps", "providers", "profiles", "outbox"])(
  "a prune that loses its connection when it writes %s leaves everything, and the next one succeeds",
  async (table) => {
    expect(await send(document)).toMatchObject({ status: 200, body: { applied: true } });
    const empty = { apiVersion: 1, settings: {}, profiles: {}, providers: {}, apps: {} };
    const before = await service.dump();
    await losing(table, async () => expect((await send(empty, "prune=true")).status).toBe(503));
    expect(await service.dump()).toEqual(before);
    expect(await send(empty, "prune=true")).toMatchObject({ status: 200, body: { applied: true } });
  },
);
