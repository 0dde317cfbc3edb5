import { z } from "zod";
import type { CustomPolicy } from "../domain/policies/definition/sandbox.ts";
import { limits } from "./limits.ts";

/**
 * The first line of a request to a child, as JSON. The document's declaration and its resources are JSON of a line each
 * below it; a line is empty for what was not sent.
 */
export interface RequestHeader {
  readonly task: "compile" | "evaluate";
  readonly policy: CustomPolicy;
  readonly facts?: DocumentFacts;
}

/** The small part of a document, which every policy sees. */
export interface DocumentFacts {
  readonly target: Readonly<Record<string, string | undefined>>;
  readonly now: string;
  readonly frameworkVersion?: string | undefined;
}

const Text = z.string().max(limits.messageLength).transform(printable);
const Position = z.int().min(1).max(1_000_000);

/**
 * What a child may answer. A policy may have broken out into its process: nothing that has another form is believed,
 * and characters that could steer a terminal are taken out.
 */
export const Reply = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  /** The document is read, and the policy's own time begins. */
  z.strictObject({ kind: z.literal("started") }),
  z.strictObject({ kind: z.literal("evaluated"), messages: z.array(Text).max(limits.messages) }),
  z.strictObject({
    kind: z.literal("compiled"),
    error: z
      .strictObject({
        message: Text,
        line: Position,
        column: Position,
        /** A name that does not exist, and the names that do. */
        unknown: z.strictObject({ name: Text, known: z.array(Text).max(200) }).optional(),
      })
      .optional(),
  }),
]);
export type Reply = z.input<typeof Reply>;

/** A compile error as a child reports it. */
export type ReportedCompileError = NonNullable<Extract<Reply, { kind: "compiled" }>["error"]>;

function printable(text: string): string {
  return text.replace(/(?![\n\t])[\p{Control}\p{Surrogate}\p{Bidi_Control}]/gu, "\ufffd");
}
