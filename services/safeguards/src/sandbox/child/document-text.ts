import type { DocumentFacts } from "../messages.ts";

/** A document as it reaches a child. The parts that were not sent are empty. */
export interface DocumentText {
  readonly facts: DocumentFacts;
  /** JSON of the declaration. */
  readonly declaration: string;
  /** JSON of the list of resources. */
  readonly resources: string;
}

/** The moment of the deploy. One without an offset is read in UTC. */
export function momentOf({ now }: DocumentFacts): Date {
  return new Date(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(now) ? now : `${now}Z`);
}
