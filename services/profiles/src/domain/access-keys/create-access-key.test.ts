import { expect, test } from "vitest";
import type { AccessKeyToAdd } from "./access-key.ts";
import { type CreateKeyPorts, createAccessKey } from "./create-access-key.ts";

const made = { id: "key_1", key: "sp_secret", digest: "d".repeat(64) };
const maker = { role: "admin", keyId: "key_0", org: "acmecorp", scope: {} } as const;
const caller = { org: "acmecorp", maker };
const now = new Date("2026-11-20T12:00:00Z");

function portsOf(orgs: readonly string[]) {
  const added: AccessKeyToAdd[] = [];
  const announced: unknown[] = [];
  const ports: CreateKeyPorts = {
    now: () => now,
    makeAccessKey: () => made,
    transaction: (work) =>
      work({
        hasOrg: async (org) => orgs.includes(org),
        addAccessKey: async (key) => {
          added.push(key);
          const { id, name, role, scope, expiresAt } = key;
          return { id, name, role, scope, expiresAt, createdAt: now, lastUsedAt: null };
        },
        announce: async ({ subject }, about, data) => void announced.push([subject, about, data]),
        listNearOrgs: async () => [...orgs],
      }),
  };
  return { ports, added, announced };
}

test("creating an access key returns the key, stores its digest and announces neither", async () => {
  const { ports, added, announced } = portsOf(["acmecorp"]);
  const scope = { apps: ["storefront"] };
  const input = { role: "deployer", name: "ci", expiresAt: "2026-11-20T14:00:00+01:00", scope } as const;
  const shown = await createAccessKey(ports, caller, input);
  expect(shown).toEqual({
    ...{ id: "key_1", key: "sp_secret", name: "ci", role: "deployer", scope },
    ...{ createdAt: now.toISOString(), expiresAt: "2026-11-20T13:00:00.000Z", lastUsedAt: null },
  });
  expect(added).toMatchObject([{ digest: made.digest, by: "key_0", scope }]);
  expect(JSON.stringify(added)).not.toContain(made.key);
  expect(announced).toEqual([
    [
      "profiles.v1.access-key.created",
      "acmecorp/access-keys/key_1",
      { org: "acmecorp", by: "key_0", keyId: "key_1", name: "ci", role: "deployer" },
    ],
  ]);
});

test("a new admin key is unlimited", async () => {
  const { ports, added } = portsOf(["acmecorp"]);
  await createAccessKey(ports, caller, { role: "admin", name: "me", expiresAt: null });
  expect(added).toMatchObject([{ scope: {}, expiresAt: null }]);
});

test("creating an access key is invalid with an expiry that is not in the future", async () => {
  const { ports } = portsOf(["acmecorp"]);
  const input = { role: "admin", name: "me", expiresAt: now.toISOString() } as const;
  await expect(createAccessKey(ports, caller, input)).rejects.toMatchObject({
    code: "invalid",
    facts: { errors: [{ path: "$.expiresAt" }] },
  });
});

test("creating an access key for an organization that does not exist fails with not-found and the nearest name", async () => {
  const { ports } = portsOf(["acmecorp"]);
  const input = { role: "admin", name: "me", expiresAt: null } as const;
  await expect(createAccessKey(ports, { ...caller, org: "acmecrop" }, input)).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no organization "acmecrop". Did you mean acmecorp?',
  });
});

test("creating an access key fails with forbidden for a role that may do more than its maker's", async () => {
  const { ports, added } = portsOf(["acmecorp"]);
  const input = { role: "admin", name: "me", expiresAt: null } as const;
  const editor = { ...caller, maker: { ...maker, role: "editor" as const } };
  await expect(createAccessKey(ports, editor, input)).rejects.toMatchObject({ code: "forbidden" });
  expect(added).toEqual([]);
});
