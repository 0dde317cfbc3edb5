import { ImportResult, ProblemBody } from "@stagepass/contracts";
import { Unanswered } from "@stagepass/runtime/terminal";
import { z } from "zod";
import type { Connection } from "./options.ts";

/** Says that Stagepass refused, and why. */
export class Refused extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Brings the configuration of one organization in and out, as an admin. */
export interface Ask {
  /** Returns the document as text. */
  export(format: "json" | "yaml"): Promise<string>;
  import(document: Document, how: Importing): Promise<ImportResult>;
}

/** The text of a document, and what it is written in. */
export interface Document {
  readonly text: string;
  readonly format: "json" | "yaml";
}

/** How a document is imported. */
export interface Importing {
  readonly dryRun: boolean;
  readonly prune: boolean;
  readonly base?: string | undefined;
}

/** How long an import of as many rows as there may be can take, with all that lies between. */
const timeoutMs = 60_000;

/** Asks the API at a URL. Throws `Refused` for a problem that it answers, and `Unanswered`. */
export function askAt({ url, key, org }: Connection): Ask {
  const send = async <S extends z.ZodType>(
    path: string,
    init: RequestInit,
    response: S,
  ): Promise<z.output<S>> => {
    try {
      const answer = await fetch(new URL(`/v1/orgs/${org}/${path}`, url), {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await answer.text();
      if (answer.ok) return response.parse(text);
      throw new Refused(asJson.pipe(ProblemBody).parse(text));
    } catch (error) {
      throw error instanceof Refused ? error : new Unanswered(url, error);
    }
  };
  return {
    export: (format) => send(`export?format=${format}`, {}, z.string()),
    import: ({ text, format }, { dryRun, prune, base }) => {
      const query = new URLSearchParams({ dryRun: `${dryRun}`, prune: `${prune}` });
      if (base !== undefined) query.set("base", base);
      const headers = { "content-type": `application/${format}` };
      return send(`import?${query}`, { method: "POST", headers, body: text }, asJson.pipe(ImportResult));
    },
  };
}

/** Reads a text as JSON. */
const asJson = z.string().transform((text): unknown => JSON.parse(text));
