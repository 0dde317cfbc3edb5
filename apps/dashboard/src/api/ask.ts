import type { Needed, RouteContract } from "@stagepass/contracts";
import type { z } from "zod";
import { Asked } from "./asked.ts";
import { type HttpRequest, type LooseRequest, writeRequest } from "./http-request.ts";
import { problemFrom, unreachable } from "./problem.ts";
import { noteRead } from "./reads.ts";

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
 * A request to an endpoint, with the session's cookie. It is sent when somebody waits for its answer, which is read by the
 * contract. Fails with `ApiProblem` for a refusal and for no answer.
 */
export function ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: RouteContract<P, Q, B, R, Needed>,
  request: Request<P, Q, B>,
): Asked<z.output<R>> {
  return asked(route, request as LooseRequest);
}

/** A request whose body is YAML, which is read by nobody but the server. JSON is YAML too. */
export function askWithYaml<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  route: RouteContract<P, Q, B, R, Needed>,
  yaml: string,
  request: Omit<Request<P, Q, B>, "body">,
): Asked<z.output<R>> {
  return asked(route, request as LooseRequest, yaml);
}

function asked<R extends z.ZodType>(
  route: Pick<RouteContract, "method" | "path" | "summary" | "body"> & { readonly response?: R },
  loose: LooseRequest,
  yaml?: string,
): Asked<z.output<R>> {
  const request = writeRequest(route, loose, yaml);
  return new Asked(request, async () => {
    const content = await send(request, loose.signal);
    return route.response?.parse(content) as z.output<R>; // without a schema, an answer has no content
  });
}

/** The header that only pages of this origin can send: another site's form cannot, and its script must ask first. */
const fromThisPage = { "x-stagepass-request": "1" };

async function send(request: HttpRequest, signal: AbortSignal | undefined): Promise<unknown> {
  if (signal !== undefined) noteRead(signal, request);
  const { method, url, headers, body } = request;
  const text = body === undefined ? null : "yaml" in body ? body.yaml : JSON.stringify(body.json);
  const answer = await fetch(url, {
    method,
    headers: { ...fromThisPage, ...headers },
    body: text,
    signal: signal ?? null,
    credentials: "same-origin",
    redirect: "error",
  }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : unreachable();
  });
  const content: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (!answer.ok) throw problemFrom(answer.status, content);
  return content;
}
