import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import type { WatchAws } from "@stagepass/runtime";
import type { Session } from "../domain/sessions/session.ts";
import { type Abortable, openAbortable } from "./abortable.ts";
import { watched } from "./watched.ts";

/** Where AWS is, and as whom Stagepass calls it. */
export interface AwsOptions {
  /** The region whose STS endpoint is called. */
  readonly region: string;
  /** The address of the stand-in, which replaces all of AWS. */
  readonly endpoint?: string | undefined;
  /** Stagepass's own identity. Without it, the SDK finds one in its usual ways. */
  readonly credentials?: OwnCredentials | undefined;
  /** How long one attempt may take, in milliseconds. The default is 3,000. */
  readonly attemptMs?: number;
  /** How long a call with all its attempts may take, in milliseconds. The default is 8,000. */
  readonly callMs?: number;
  /** Watches every call. */
  readonly watch?: WatchAws;
}

/** A key pair, with a session token if it belongs to a session. */
export interface OwnCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The clients that call AWS. They share one pool of connections. */
export interface Aws {
  readonly region: string;
  readonly sts: STSClient;
  /** Makes a command of STS abortable. A signal among the options of `send` would cost more. */
  readonly abortable: Abortable;
  readonly callMs: number;
  /**
   * Makes a client for one session. That takes 0.4 ms, against 3 ms for a call. It is dropped and not destroyed: it
   * holds nothing of its own, and destroying it would break the connections that all clients share.
   */
  secretsManagerOf(session: Session, region: string): SecretsManagerClient;
  /** Makes a client for one session, of which the same is true. */
  ssmOf(session: Session, region: string): SSMClient;
  close(): void;
}

const connectMs = 2_000;
const maxConnections = 200;
/** Where a middleware sees each call once, with all its attempts. */
const asWhole = { step: "initialize" } as const;
const silence = () => {};
/** The SDK logs what it sends and receives, and without a logger its HTTP handler writes warnings to the console. */
const silentLogger = { trace: silence, debug: silence, info: silence, warn: silence, error: silence };

/** Makes the clients that call AWS, and calls nothing yet. */
export function openAws(options: AwsOptions): Aws {
  const shared = {
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    maxAttempts: 3,
    retryMode: "standard",
    logger: silentLogger,
  } satisfies STSClientConfig;
  const agent = { keepAlive: true, maxSockets: maxConnections };
  const sts = new STSClient({
    ...shared,
    region: options.region,
    // The steps of a call are put together once for each kind of command.
    cacheMiddleware: true,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: options.attemptMs ?? 3_000,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
      logger: silentLogger,
    },
  });
  // This middleware copies what was sent and received for a log line of each call, which the silent logger drops.
  sts.middlewareStack.remove("loggerMiddleware");
  const { watch } = options;
  if (watch !== undefined) sts.middlewareStack.add(watched(watch, "STS", options.region), asWhole);
  const abortable = openAbortable(sts);
  const { requestHandler } = sts.config;
  const settingsOf = ({ accessKeyId, secretAccessKey, sessionToken }: Session, region: string) => ({
    ...shared,
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    requestHandler,
  });
  return {
    region: options.region,
    sts,
    abortable,
    callMs: options.callMs ?? 8_000,
    secretsManagerOf: (session, region) => {
      const client = new SecretsManagerClient(settingsOf(session, region));
      if (watch !== undefined) client.middlewareStack.add(watched(watch, "SecretsManager", region), asWhole);
      return client;
    },
    ssmOf: (session, region) => {
      const client = new SSMClient(settingsOf(session, region));
      if (watch !== undefined) client.middlewareStack.add(watched(watch, "SSM", region), asWhole);
      return client;
    },
    close: () => sts.destroy(),
  };
}
