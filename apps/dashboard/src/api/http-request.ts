import type { z } from "zod";

/** A request as it goes over the line, without who sends it: the session's cookie and a key stand for the same caller. */
export interface HttpRequest {
  /** What it does, in the words of the API's description. */
  readonly summary: string;
  readonly method: string;
  /** The path and the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonBody | YamlBody;
}

interface JsonBody {
  readonly json: unknown;
  /** Says what of it is a secret. */
  readonly schema: z.ZodType | undefined;
}

interface YamlBody {
  readonly yaml: string;
}

/** What of an endpoint's contract matters for the request. */
interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
}

/** What a request to an endpoint says, without the types of the endpoint. */
export interface LooseRequest {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly at?: number;
  readonly signal?: AbortSignal;
}

/** Writes a request to an endpoint down, with YAML in place of its body if there is any. */
export function writeRequest(route: Endpoint, request: LooseRequest, yaml?: string): HttpRequest {
  const { params, query, body, at } = request;
  const type = yaml === undefined ? (body === undefined ? undefined : "json") : "yaml";
  return {
    summary: route.summary,
    method: route.method,
    url: urlOf(route.path, params, query),
    headers: {
      ...(type === undefined ? {} : { "content-type": `application/${type}` }),
      ...(at === undefined ? {} : at === 0 ? { "if-none-match": "*" } : { "if-match": `"${at}"` }),
    },
    ...(yaml === undefined ? {} : { body: { yaml } }),
    ...(type === "json" ? { body: { json: body, schema: route.body } } : {}),
  };
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
