import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "./private-file.ts";

/** What `local.json` tells scripts about a stack that is ready. */
export interface LocalFacts {
  readonly url: string;
  /** Where the existing Serverless Framework clients are answered, or null where they are not. */
  readonly legacyUrl: string | null;
  /** As the user `subscriber`, who follows events and can do nothing else. */
  readonly natsUrl: string;
  /** As the superuser, in the database `stagepass`. */
  readonly postgresUrl: string;
  /** The stand-in's, or null with the real AWS. */
  readonly awsEndpoint: string | null;
  readonly org: string;
  readonly operatorKey: string;
  readonly adminKey: string;
  readonly deployKey: string;
}

export async function writeLocalFile(dataDir: string, facts: LocalFacts): Promise<void> {
  await writePrivateFile(pathIn(dataDir), `${JSON.stringify(facts, null, 2)}\n`);
}

/** So that nobody reads the facts of a stack that is not there. */
export async function removeLocalFile(dataDir: string): Promise<void> {
  await rm(pathIn(dataDir), { force: true });
}

function pathIn(dataDir: string): string {
  return join(dataDir, "local.json");
}
