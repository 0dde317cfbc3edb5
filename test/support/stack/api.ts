import { problemsOf, routes } from "@stagepass/contracts";

/** A response of the API: its status, its headers, and its body as JSON, or undefined when there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body, and fails on anything else
  readonly body: any;
}

/** Calls an API as a client does. */
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Makes calls of the API at a URL, with a key or without one. */
export function apiAt(url: string, key?: string): Api {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
    // A stream would go on: it is enough that it has begun.
    if (isStream) await answer.body?.cancel();
    const text = isStream ? "" : await answer.text();
    const json = text === "" ? undefined : JSON.parse(text);
    assertDeclared(method, path, json);
    return { status: answer.status, headers: answer.headers, body: json };
  };
}

/** Throws unless a problem in a response is declared in the contract of the endpoint. */
function assertDeclared(method: string, path: string, body: { readonly code?: unknown } | undefined): void {
  const route = routes.find((known) => known.method === method && patternOf(known.path).test(path));
  const declared: readonly unknown[] = route === undefined ? [] : problemsOf(route);
  if (route === undefined || body?.code === undefined || declared.includes(body.code)) return;
  throw new Error(
    `${method} ${route.path} answered the problem ${body.code}, which its contract does not declare.`,
  );
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/?]+")}(\\?|$)`);
}
