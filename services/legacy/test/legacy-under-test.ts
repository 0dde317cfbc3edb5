import { createHash, randomBytes } from "node:crypto";
import { type AccessRole, type IssuedCredentials, issueCredentials, Problem } from "@stagepass/contracts";
import { defineService, type Running, start } from "@stagepass/runtime";
import { z } from "zod";
import { type PrivateBus, startPrivateBus } from "../../../test/support/bus/private-bus.ts";
import { createMigratedDatabase } from "../../../test/support/servers/migrated-database.ts";
import { profiles } from "../../profiles/src/service.ts";
import { resolver } from "../../resolver/src/service.ts";
import { safeguards } from "../../safeguards/src/service.ts";
import { legacy } from "../src/service.ts";

const operatorKey = "sp_operator";

/** A role that nobody may assume. */
export const lockedRole = "arn:aws:iam::222222222222:role/locked";

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
  readonly body: any;
}

/** The legacy service with the services that it needs. All are real but the credentials service, which would ask AWS. */
export interface LegacyUnderTest {
  /** The database with the schema of the resolver. */
  readonly databaseUrl: string;
  /** The URL of NATS for the user of the legacy service. */
  readonly busUrl: string;
  /** The credentials that were issued, in order. */
  readonly issued: readonly { readonly purpose: string; readonly accessRole: AccessRole }[];
  /** Sends a request as an existing client: `ask(key, "GET /core/meta", body, headers)`. */
  ask(key: string, route: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a request to the API of the other services. */
  manage(key: string, route: string, body?: unknown): Promise<Answer>;
  /** Creates an organization and returns its admin key. */
  createOrg(name: string): Promise<string>;
  /** Creates a deployer's key. */
  createKey(adminKey: string, org: string, scope?: object): Promise<string>;
  close(): Promise<void>;
}

/** Starts the legacy service and the services that it needs. */
export async function startLegacy(): Promise<LegacyUnderTest> {
  const bus: PrivateBus = await startPrivateBus();
  const issued: { purpose: string; accessRole: AccessRole }[] = [];
  const [resolverUrl, profilesUrl] = [
    await createMigratedDatabase("resolver"),
    await createMigratedDatabase("profiles"),
  ];
  const env = {
    HTTP_PORT: "0",
    LOG_LEVEL: "silent",
    LEGACY_NATS_URL: bus.urlFor("legacy"),
    RESOLVER_NATS_URL: bus.urlFor("resolver"),
    PROFILES_NATS_URL: bus.urlFor("profiles"),
    SAFEGUARDS_NATS_URL: bus.urlFor("safeguards"),
    CREDENTIALS_NATS_URL: bus.urlFor("credentials"),
    RESOLVER_DATABASE_URL: resolverUrl,
    PROFILES_DATABASE_URL: profilesUrl,
    STAGEPASS_KEYRING: `2026:${randomBytes(32).toString("base64")}`,
    STAGEPASS_OPERATOR_KEY_SHA256: createHash("sha256").update(operatorKey).digest("hex"),
  };
  const others: Running = await start([resolver, profiles, safeguards, credentialsOver(issued)], env);
  const running: Running = await start([legacy], env);
  const manage: LegacyUnderTest["manage"] = (key, route, body) =>
    send(others.url, `Bearer ${key}`, route, body, {});
  return {
    databaseUrl: resolverUrl,
    busUrl: bus.urlFor("legacy"),
    issued,
    manage,
    // Lower case, as these clients send it.
    ask: (key, route, body, headers = {}) => send(running.url, `bearer ${key}`, route, body, headers),
    createOrg: async (name) => (await manage(operatorKey, "POST /v1/orgs", { name })).body.adminKey,
    createKey: async (adminKey, org, scope = {}) => {
      const body = { name: "ci", role: "deployer", scope };
      return (await manage(adminKey, `POST /v1/orgs/${org}/access-keys`, body)).body.key;
    },
    close: async () => {
      await running.close();
      await others.close();
      await bus.stop();
    },
  };
}

/** Stands in for the credentials service. */
function credentialsOver(issued: { purpose: string; accessRole: AccessRole }[]) {
  return defineService({
    name: "credentials",
    env: z.object({}),
    create({ bus }) {
      bus.handle(issueCredentials, ({ purpose, accessRole }): IssuedCredentials => {
        if (accessRole.roleArn === lockedRole) {
          throw new Problem(
            "role-not-assumable",
            `AWS refuses Stagepass sts:AssumeRole on the role ${lockedRole} in the account 222222222222. Check that it exists.`,
          );
        }
        issued.push({ purpose, accessRole });
        const { roleArn, durationSeconds } = accessRole;
        const keys = { accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" };
        return { ...keys, expiration: "2027-01-01T00:00:00.000Z", durationSeconds, roleArn };
      });
      return { routes: [], authenticate: () => Promise.reject(new Error("nobody calls it")) };
    },
  });
}

async function send(
  base: string,
  authorization: string,
  route: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: {
      authorization,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: text === "" ? undefined : JSON.parse(text) };
}
