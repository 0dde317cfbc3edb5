import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { ADMIN_PATH, answerAdmin, INTRODUCTION } from "./admin.ts";
import { answerAws, type StandIn } from "./aws-endpoint.ts";
import { CallLog } from "./calls/call-log.ts";
import { Faults } from "./calls/faults.ts";
import { createHttpServer, type HttpAnswer, type HttpRequest } from "./http/http.ts";
import type { UserCredentials } from "./identity/caller.ts";
import { memoryStore, openFileStore } from "./state/store.ts";

/** The keys that Stagepass itself uses unless others are configured. They work with a stand-in only. */
export const DEFAULT_CREDENTIALS: UserCredentials = {
  accessKeyId: "AKIASTAGEPASSSTANDIN",
  secretAccessKey: "stagepass-stand-in-secret-access-key-000",
  accountId: "111111111111",
};

/** The options of a stand-in. Each has a default. */
export interface AwsStandInOptions {
  /** The default is `127.0.0.1`. */
  readonly host?: string;
  /** The default is a free port. */
  readonly port?: number;
  /** The default is {@link DEFAULT_CREDENTIALS}. */
  readonly credentials?: UserCredentials;
  /** Keeps secrets, role trusts and sessions over restarts. Without it they are gone when the stand-in is closed. */
  readonly stateFile?: string;
  /** The value of NODE_ENV. The stand-in does not start when it is `production`. */
  readonly nodeEnv?: string | undefined;
  readonly now?: () => Date;
}

/** A running stand-in. */
export interface AwsStandIn {
  /** The `endpoint` for clients of the AWS SDK. */
  readonly url: string;
  readonly port: number;
  /** Drops every connection, even of calls that wait for a response, and resolves once the state is saved. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for AWS STS, Secrets Manager and Parameter Store, which is ready when this resolves. Throws when `nodeEnv` is
 * `production`, when the state file holds something else, and when the port is taken.
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
