import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { ADMIN_PATH, answerAdmin, INTRODUCTION } from "./admin.ts";
import { answerAws, type StandIn } from "./aws-endpoint.ts";
import { CallLog } from "./calls/call-log.ts";
import { Faults } from "./calls/faults.ts";
import { createHttpServer, type HttpAnswer, type HttpRequest } from "./http/http.ts";
import type { UserCredentials } from "./identity/caller.ts";
import { memoryStore, openFileStore } from "./state/store.ts";

/** The keys that Stagepass itself uses unless others are given. They open nothing but a stand-in. */
export const DEFAULT_CREDENTIALS: UserCredentials = {
  accessKeyId: "AKIASTAGEPASSSTANDIN",
  secretAccessKey: "stagepass-stand-in-secret-access-key-000",
  accountId: "111111111111",
};

/** How a stand-in runs. Everything has a default. */
export interface AwsStandInOptions {
  /** `127.0.0.1` unless given. */
  readonly host?: string;
  /** A free port unless given. */
  readonly port?: number;
  /** {@link DEFAULT_CREDENTIALS} unless given. */
  readonly credentials?: UserCredentials;
  /** Keeps secrets, role trusts and sessions over restarts; without it they are gone on close. */
  readonly stateFile?: string;
  /** The value of NODE_ENV; `production` is refused. */
  readonly nodeEnv?: string | undefined;
  readonly now?: () => Date;
}

/** A running stand-in. */
export interface AwsStandIn {
  /** The `endpoint` to give to AWS SDK clients. */
  readonly url: string;
  readonly port: number;
  /** Drops every connection, also of calls that wait for an answer, and resolves once the state is saved. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for AWS STS and Secrets Manager, ready when it resolves. Throws when `nodeEnv` is `production`,
 * when the state file holds something else, and when the port is taken.
 */
export async function startAwsStandIn(options: AwsStandInOptions = {}): Promise<AwsStandIn> {
  if (options.nodeEnv === "production") {
    throw new Error(
      "The Stagepass stand-in for AWS does not run with NODE_ENV=production: it hands out credentials that AWS does " +
        "not know. Use the real AWS there.",
    );
  }
  const { host = "127.0.0.1", port = 0, credentials = DEFAULT_CREDENTIALS, now = () => new Date() } = options;
  const store = options.stateFile === undefined ? memoryStore() : await openFileStore(options.stateFile);
  const keys = { user: credentials, sessionKey: store.state.sessionKey };
  const standIn: StandIn = { keys, store, now, calls: new CallLog(), faults: new Faults() };

  const server = createHttpServer((request) => answer(standIn, request), now);
  server.listen(port, host);
  await once(server, "listening");
  // A server that listens on TCP has such an address; only pipes have another kind.
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await store.save();
    },
  };
}

async function answer(standIn: StandIn, request: HttpRequest): Promise<HttpAnswer | undefined> {
  if (`${request.path}/`.startsWith(ADMIN_PATH)) return answerAdmin(standIn, request);
  if (request.method === "POST") return answerAws(standIn, request);
  const status = request.path === "/" && ["GET", "HEAD"].includes(request.method) ? 200 : 404;
  return { status, contentType: "text/plain; charset=utf-8", body: `${INTRODUCTION} See ${ADMIN_PATH}\n` };
}
