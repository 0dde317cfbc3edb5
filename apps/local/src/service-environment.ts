import { createHash } from "node:crypto";
import { join } from "node:path";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { ServiceId } from "@stagepass/contracts";
import { type Environment, type StoringService, storingServices } from "@stagepass/runtime";
import type { Options } from "./options.ts";
import type { Secrets } from "./secrets.ts";

/** The parts that the services are connected to. */
export interface PartUrls {
  /** The superuser's URL. */
  readonly postgres: string;
  /** The URL without credentials. */
  readonly nats: string;
  /** The URL of the stand-in, or undefined for the real AWS. */
  readonly aws: string | undefined;
}

/** Makes the environment of the services for the local parts, as a deployment would set it for its containers. */
export function serviceEnvironment(
  options: Options,
  secrets: Secrets,
  urls: PartUrls,
  inherited: Environment,
): Environment {
  const { databasePasswords, natsPasswords } = secrets;
  const natsUrlOf = (name: ServiceId) => withUser(urls.nats, name, natsPasswords[name]);
  const databaseUrlOf = (name: StoringService) =>
    withUser(urls.postgres, name, databasePasswords[name], "/stagepass");
  return {
    ...(urls.aws === undefined ? realAws(inherited) : standIn(urls.aws)),
    HTTP_PORT: String(options.port),
    ...tracingOf(inherited),
    LOG_LEVEL: inherited["LOG_LEVEL"],
    RESOLVER_DEPLOYMENTS_RETENTION_DAYS: inherited["RESOLVER_DEPLOYMENTS_RETENTION_DAYS"],
    CREDENTIALS_ISSUANCES_RETENTION_DAYS: inherited["CREDENTIALS_ISSUANCES_RETENTION_DAYS"],
    LOG_FILE: logFileIn(options.dataDir),
    STAGEPASS_KEYRING: secrets.keyring,
    STAGEPASS_OPERATOR_KEY_SHA256: createHash("sha256").update(secrets.operatorKey).digest("hex"),
    ...Object.fromEntries([
      ...ServiceId.options.map((name) => [`${name.toUpperCase()}_NATS_URL`, natsUrlOf(name)]),
      ...storingServices.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, databaseUrlOf(name)]),
    ]),
  };
}

/** Returns the standard variables of OpenTelemetry. */
function tracingOf(inherited: Environment): Environment {
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => name.startsWith("OTEL_")));
}

/** Returns a part's URL with a user's name and password. */
export function withUser(url: string, user: string, password: string, path?: string): string {
  const changed = new URL(url.includes("://") ? url : `nats://${url}`);
  changed.username = user;
  changed.password = password;
  if (path !== undefined) changed.pathname = path;
  return changed.href;
}

export function logFileIn(dataDir: string): string {
  return join(dataDir, "stagepass.log");
}

/**
 * Makes the variables for the real AWS. The region is that of the STS endpoint; the SDK finds credentials in its usual
 * ways.
 */
function realAws(inherited: Environment): Environment {
  return {
    CREDENTIALS_AWS_REGION: inherited["AWS_REGION"] ?? inherited["AWS_DEFAULT_REGION"],
    CREDENTIALS_AWS_PRINCIPAL_ARN: inherited["CREDENTIALS_AWS_PRINCIPAL_ARN"],
  };
}

function standIn(url: string): Environment {
  return {
    CREDENTIALS_AWS_ENDPOINT: url,
    CREDENTIALS_AWS_ACCESS_KEY_ID: DEFAULT_CREDENTIALS.accessKeyId,
    CREDENTIALS_AWS_SECRET_ACCESS_KEY: DEFAULT_CREDENTIALS.secretAccessKey,
  };
}
