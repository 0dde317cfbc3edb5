import { setTimeout as wait } from "node:timers/promises";
import type { Shot } from "../load/order.ts";
import { arrivalsOf } from "./arrivals.ts";
import type { Outcome, SendOrder, SendReport, Stream } from "./order.ts";
import { bytesOf } from "./socket.ts";
import { SocketPool } from "./socket-pool.ts";

/** Requests that are due within so many milliseconds are sent together: to sleep and wake costs more than to send. */
const tickMs = 2;

/** Sends all streams at the same time, and waits for the last answer. */
export async function send({ streams }: SendOrder): Promise<SendReport> {
  const began = performance.now();
  const processor = process.cpuUsage();
  let sockets = 0;
  const sent = streams.map(async (stream) => {
    const [first] = stream.shots;
    if (first === undefined) throw new Error(`The stream ${stream.name} has no shots.`);
    const pool = new SocketPool(new URL(first.url));
    const outcomes = await sendStream(stream, pool, began);
    sockets += pool.size;
    pool.close();
    return [stream.name, outcomes] as const;
  });
  const outcomes = Object.fromEntries(await Promise.all(sent));
  const { user, system } = process.cpuUsage(processor);
  return { outcomes, sockets, senderShare: (user + system) / 1_000 / (performance.now() - began) };
}

async function sendStream({ shots, pace }: Stream, pool: SocketPool, began: number): Promise<Outcome[]> {
  const requests = shots.map((shot) => ({ shot, bytes: bytesOf(shot) }));
  const outcomes: Outcome[] = [];
  let turn = 0;
  const sendOne = (dueMs: number) =>
    new Promise<void>((resolve) => {
      const request = requests[turn++ % requests.length];
      const end = (status: Outcome["status"]) => {
        outcomes.push({ dueMs, tookMs: performance.now() - began - dueMs, status });
        resolve();
      };
      if (request === undefined) return end("not sent");
      const isSent = pool.send(request.bytes, (status, answer) => end(read(request.shot, status, answer)));
      if (!isSent) end("not sent");
    });

  if ("connections" in pace) {
    const until = pace.seconds * 1_000;
    const repeat = async () => {
      for (let now = 0; now < until; now = performance.now() - began)
        await sendOne(performance.now() - began);
    };
    await Promise.all(Array.from({ length: pace.connections }, repeat));
  } else {
    const underWay: Promise<void>[] = [];
    for (const dueMs of arrivalsOf(pace)) {
      const early = dueMs - (performance.now() - began);
      if (early > 0) await wait(Math.max(early, tickMs));
      underWay.push(sendOne(dueMs));
    }
    await Promise.all(underWay);
  }
  return outcomes;
}

function read({ expects }: Shot, status: number | undefined, answer: Buffer): Outcome["status"] {
  if (status === undefined) return "broken";
  return status !== 200 || answer.includes(expects) ? status : "wrong";
}
