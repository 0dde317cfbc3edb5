import type { Allowed, RouteContract } from "@stagepass/contracts";
import type { z } from "zod";
import { problemFrom, unreachable } from "./problem.ts";

/** The part of a request that a schema describes, if the endpoint has that part. */
type Part<K extends string, S extends z.ZodType> = S extends z.ZodUndefined
  ? { readonly [key in K]?: undefined }
  : { readonly [key in K]: z.input<S> };

/** What a request to an endpoint says. */
export type Request<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<"params", P> &
  (Q extends z.ZodUndefined ? { readonly query?: undefined } : { readonly query?: QueryOf<Q> }) &
  Part<"body", B> & {
    /** Saves only if the thing is still at this version or revision; 0 saves only if it does not exist. */
    readonly at?: number | undefined;
    readonly signal?: AbortSignal | undefined;
  };

/** A query as it is written into a URL: what is undefined is left out. */
type QueryOf<Q extends z.ZodType> = { readonly [key in keyof z.input<Q>]?: string | number | undefined };

/**
 * Sends a request to an endpoint, with the session's cookie, and reads the answer by its contract. Throws `ApiProblem` for a
 * refusal and for no answer.
 */
export async function ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: RouteContract<P, Q, B, R, Allowed>,
  request: Request<P, Q, B>,
): Promise<z.output<R>> {
  const loose = request as LooseRequest;
  const { body } = loose;
  const content = body === undefined ? undefined : { type: "application/json", text: JSON.stringify(body) };
  return await send(route, loose, content);
}

/** Sends a request whose body is YAML, which is read by nobody but the server. JSON is YAML too. */
export async function askWithYaml<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  route: RouteContract<P, Q, B, R, Allowed>,
  yaml: string,
  request: Omit<Request<P, Q, B>, "body">,
): Promise<z.output<R>> {
  return await send(route, request as LooseRequest, { type: "application/yaml", text: yaml });
}

interface Content {
  readonly type: string;
  readonly text: string;
}

async function send<R extends z.ZodType>(
  route: { readonly method: string; readonly path: string; readonly response?: R },
  { params, query, at, signal }: LooseRequest,
  sent: Content | undefined,
): Promise<z.output<R>> {
  const answer = await fetch(urlOf(route.path, params, query), {
    method: route.method,
    headers: headersOf(sent, at),
    body: sent?.text ?? null,
    signal: signal ?? null,
    credentials: "same-origin",
    redirect: "error",
  }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : unreachable();
  });
  const content: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (!answer.ok) throw problemFrom(answer.status, content);
  return route.response?.parse(content) as z.output<R>; // without a schema, an answer has no content
}

/** The same request without the types of its endpoint. */
interface LooseRequest {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly at?: number;
  readonly signal?: AbortSignal;
}

/** Fills a path such as `/v1/orgs/{org}` and adds the query. */
export function urlOf(
  path: string,
  params: LooseRequest["params"] = {},
  query: LooseRequest["query"] = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, `${value}`);
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/** The header that only pages of this origin can send: another site's form cannot, and its script must ask first. */
const fromThisPage = { "x-stagepass-request": "1" };

function headersOf(sent: Content | undefined, at: number | undefined): Record<string, string> {
  return {
    ...fromThisPage,
    ...(sent === undefined ? {} : { "content-type": sent.type }),
    ...(at === undefined ? {} : at === 0 ? { "if-none-match": "*" } : { "if-match": `"${at}"` }),
  };
}
