import { Client, type Dispatcher } from "undici";
import type { Shot } from "./order.ts";

/** A connection that sends one request again and again. */
export interface Connection {
  /** Sends it once. Rejects unless the answer is right; the message then says what it was instead. */
  send(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a connection with its first request. No stream is made for an answer, so that the generator costs little. */
export function openConnection(shot: Shot): Connection {
  const { origin, pathname } = new URL(shot.url);
  const client = new Client(origin, { pipelining: 1 });
  const request: Dispatcher.DispatchOptions = {
    method: "POST",
    path: pathname,
    headers: { "content-type": "application/json", ...shot.headers },
    body: Buffer.from(shot.body),
  };
  return {
    send: () => new Promise((resolve, reject) => client.dispatch(request, expectOf(shot, resolve, reject))),
    close: () => client.destroy(),
  };
}

function expectOf(
  { url, expects }: Shot,
  resolve: () => void,
  reject: (reason: Error) => void,
): Dispatcher.DispatchHandler {
  let status = 0;
  const chunks: Buffer[] = [];
  return {
    // Undici takes a handler without it for one of its older kind.
    onRequestStart: () => {},
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, chunk) => void chunks.push(chunk),
    onResponseEnd: () => {
      const answer = Buffer.concat(chunks);
      if (status === 200 && answer.includes(expects)) return resolve();
      reject(
        new Error(`${url} answered ${status}, and not ${expects}: ${answer.toString("utf8", 0, 2_000)}`),
      );
    },
    onResponseError: (_controller, error) => reject(new Error(`${url}: ${error.message}`, { cause: error })),
  };
}
