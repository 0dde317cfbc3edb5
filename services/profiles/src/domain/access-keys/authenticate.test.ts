import { expect, test } from "vitest";
import { type AuthenticatePorts, authenticate, type WorkingKey } from "./authenticate.ts";

const key: WorkingKey = {
  id: "key_1",
  org: "acmecorp",
  role: "deployer",
  scope: { stages: ["dev"] },
  useIsStale: true,
};

function portsOf(found: WorkingKey | undefined) {
  const noted: string[] = [];
  const ports: AuthenticatePorts = {
    isOperator: (digest) => digest === "operator's",
    findWorkingKey: async () => found,
    findSession: async () => undefined,
    noteUse: (id) => void noted.push(id),
  };
  return { ports, noted };
}

test("the operator is recognised by the digest alone, without asking the database", async () => {
  const { ports } = portsOf(undefined);
  const unasked = { ...ports, findWorkingKey: () => Promise.reject(new Error("it was asked")) };
  expect(await authenticate(unasked, "operator's")).toEqual({ role: "operator", keyId: "operator" });
});

test("an access key authenticates as its organization, role and scope, and its use is recorded when that is due", async () => {
  const { ports, noted } = portsOf(key);
  const { org, role, scope } = key;
  expect(await authenticate(ports, "its")).toEqual({ org, role, scope, keyId: "key_1" });
  expect(noted).toEqual(["key_1"]);
  const fresh = portsOf({ ...key, useIsStale: false });
  await authenticate(fresh.ports, "its");
  expect(fresh.noted).toEqual([]);
});

test("a key that does not work fails with unauthenticated, without saying why", async () => {
  await expect(authenticate(portsOf(undefined).ports, "no one's")).rejects.toMatchObject({
    code: "unauthenticated",
    message: "This access key does not work: it is unknown, revoked or expired. Ask an admin for another.",
  });
});

test("a session authenticates as the holder of its key, and looks for none where the digest is a key's", async () => {
  const asked: string[] = [];
  const ports: AuthenticatePorts = {
    ...portsOf(undefined).ports,
    findWorkingKey: async (digest) => (digest === "its key's" ? key : undefined),
    findSession: async (digest) => {
      asked.push(digest);
      return digest === "a session's" ? { keyDigest: "its key's" } : undefined;
    },
  };
  expect(await authenticate(ports, "a session's")).toMatchObject({ keyId: "key_1" });
  await authenticate(ports, "its key's");
  expect(asked).toEqual(["a session's"]);
});

test("a session ends with its key", async () => {
  const ports = { ...portsOf(undefined).ports, findSession: async () => ({ keyDigest: "a revoked key's" }) };
  await expect(authenticate(ports, "a session's")).rejects.toMatchObject({ code: "unauthenticated" });
});
