import { readFile } from "node:fs/promises";
import { asyncApiDocument } from "@stagepass/contracts/asyncapi";
import { version } from "@stagepass/runtime";
import { withEventReference } from "./event-reference.ts";

const docs = new URL("../../../../docs/", import.meta.url);

/** A document that is generated from the contracts, in whole or in part. */
export interface MadeDocument {
  readonly file: URL;
  /** The text that the document must have. */
  readonly text: string;
}

/** Generates the documents of the events from the contracts. */
export async function makeDocuments(): Promise<MadeDocument[]> {
  const page = new URL("events.md", docs);
  return [
    { file: page, text: withEventReference(await readFile(page, "utf8")) },
    { file: new URL("asyncapi.json", docs), text: `${JSON.stringify(asyncApiDocument(version), null, 2)}\n` },
  ];
}
