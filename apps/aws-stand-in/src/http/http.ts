import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** The largest request body that is read. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** A request as the rest of the stand-in sees it. Header names are in lower case. */
export interface HttpRequest {
  readonly id: string;
  readonly method: string;
  /** The path as it was sent: percent-encoded, and without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: ReadonlyMap<string, string>;
  /** `undefined` when the body was larger than {@link MAX_BODY_BYTES}. */
  readonly body: Buffer | undefined;
}

/** A response, without the headers that every response gets when it is sent. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a request, or returns `undefined` to leave the client waiting for a response that never comes. */
export type Handler = (request: HttpRequest) => Promise<HttpAnswer | undefined>;

/**
 * Makes an HTTP server with one handler. It answers 500 when the handler throws, and 400 to HTTP that cannot be
 * parsed.
 */
export function createHttpServer(handle: Handler, now: () => Date): Server {
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    // This fails when the client goes away while its request is read. Then there is nobody to answer.
    serve(handle, now, incoming, response).catch(() => response.destroy());
  };
  const server = createServer(listener);
  server.on("checkExpectation", listener);
  server.on("clientError", answerUnparsable);
  return server;
}

async function serve(handle: Handler, now: () => Date, incoming: IncomingMessage, response: ServerResponse) {
  const request = await readRequest(incoming);
  const answer = await handle(request).catch(toInternalError);
  if (answer === undefined) return;
  const oversized = request.body === undefined;
  response.writeHead(answer.status, {
    // SDK clients correct their clocks by this header, so it must tell the same time as the signature check.
    date: now().toUTCString(),
    ...answer.headers,
    "content-type": answer.contentType,
    "content-length": Buffer.byteLength(answer.body),
    "x-amzn-requestid": request.id,
    "x-stagepass-stand-in": "aws",
    ...(oversized ? { connection: "close" } : {}),
  });
  response.end(answer.body);
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const [path = "/", ...query] = (incoming.url ?? "/").split("?");
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const body = await readBody(incoming);
  return { id: randomUUID(), method: incoming.method ?? "GET", path, query: query.join("?"), headers, body };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      incoming.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toInternalError(error: unknown): HttpAnswer {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  const body = "The Stagepass stand-in for AWS failed; its output on standard error says why.\n";
  return { status: 500, contentType: "text/plain; charset=utf-8", body };
}

function answerUnparsable(_error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = "The Stagepass stand-in for AWS could not read this HTTP request.\n";
  const head = [
    "HTTP/1.1 400 Bad Request",
    "content-type: text/plain; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    `x-amzn-requestid: ${randomUUID()}`,
    "x-stagepass-stand-in: aws",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
