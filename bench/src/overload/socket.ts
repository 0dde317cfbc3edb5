import { connect, type Socket } from "node:net";
import type { Shot } from "../load/order.ts";

/** Called with the status and the rest of the answer, or with nothing when the connection broke. */
export type OnAnswer = (status: number | undefined, answer: Buffer) => void;

/** A connection that stays open for one request after the other. */
export interface KeptSocket {
  send(request: Buffer, onAnswer: OnAnswer): void;
  close(): void;
}

const noBytes = Buffer.alloc(0);

/**
 * Opens a connection. It does what the answers of a Stagepass service need, and nothing beyond that, since the sender
 * shares the machine with the services: an HTTP client takes several times as much.
 */
export function openSocket(origin: URL, onClose: () => void): KeptSocket {
  let received = noBytes;
  let waiting: OnAnswer | undefined;
  const answer = (status: number | undefined, bytes: Buffer) => {
    const onAnswer = waiting;
    waiting = undefined;
    received = noBytes;
    onAnswer?.(status, bytes);
  };
  const socket: Socket = connect({ host: origin.hostname, port: Number(origin.port), noDelay: true });
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (isComplete(received)) answer(Number(received.toString("latin1", 9, 12)), received);
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    onClose();
    answer(undefined, noBytes);
  });
  return {
    send: (request, onAnswer) => {
      waiting = onAnswer;
      socket.write(request);
    },
    close: () => socket.destroy(),
  };
}

/** Whether the bytes are a whole answer. Answers of Stagepass's services tell their length. */
function isComplete(bytes: Buffer): boolean {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(bytes.toString("latin1", 0, end))?.[1] ?? "0";
  return bytes.length >= end + 4 + Number(length);
}

/** The bytes of a request. */
export function bytesOf({ url, headers = {}, body }: Shot): Buffer {
  const { pathname, host } = new URL(url);
  const fields = { host, "content-type": "application/json", ...headers };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `POST ${pathname} HTTP/1.1\r\n${lines.join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
