import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "./private-file.ts";

/** What `local.json` tells scripts about a stack that is ready. */
export interface LocalFacts {
  readonly url: string;
  /** The URL for the existing Serverless Framework clients, or null when they are not answered. */
  readonly legacyUrl: string | null;
  /** The URL for the user `subscriber`, who may follow events and nothing else. */
  readonly natsUrl: string;
  /** The URL for the superuser, of the database `stagepass`. */
  readonly postgresUrl: string;
  /** The URL of the stand-in for AWS, or null when the real AWS is used. */
  readonly awsEndpoint: string | null;
  readonly org: string;
  readonly operatorKey: string;
  readonly adminKey: string;
  readonly deployKey: string;
}

export async function writeLocalFile(dataDir: string, facts: LocalFacts): Promise<void> {
  await writePrivateFile(pathIn(dataDir), `${JSON.stringify(facts, null, 2)}\n`);
}

/** Removes `local.json`, so that nobody reads the facts of a stack that does not run. */
export async function removeLocalFile(dataDir: string): Promise<void> {
  await rm(pathIn(dataDir), { force: true });
}

function pathIn(dataDir: string): string {
  return join(dataDir, "local.json");
}
