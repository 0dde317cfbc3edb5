import { readFile } from "node:fs/promises";
import { pageOf } from "../domain/policies/definition/policy.ts";
import { policies } from "../domain/policies/registry.ts";
import { policyPage } from "./policy-page.ts";
import { withPolicyTable } from "./policy-table.ts";

const repository = new URL("../../../../", import.meta.url);

/** A document that is made from the policies, in whole or in part. */
export interface MadeDocument {
  readonly file: URL;
  /** The text that it must have. */
  readonly text: string;
}

/** The folder of the policies' pages, which holds nothing else. */
export const pages = new URL("docs/safeguards/", repository);

/** The documents about safeguards, as the policies make them now. */
export async function makeDocuments(): Promise<MadeDocument[]> {
  const overview = new URL("docs/safeguards.md", repository);
  return [
    { file: overview, text: withPolicyTable(await readFile(overview, "utf8"), policies) },
    ...policies.map((policy) => ({
      file: new URL(pageOf(policy), repository),
      text: policyPage(policy),
    })),
  ];
}
