import { expect, test } from "vitest";
import { readServerSent } from "./read-server-sent.ts";

const streamOf = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });

async function read(...parts: string[]) {
  const messages = [];
  for await (const message of readServerSent(streamOf(...parts))) messages.push(message);
  return messages;
}

test("messages are read whole, however the network cuts them", async () => {
  const text = ': following\nretry: 2000\nid: 7-1\n\nid: 7-2\ndata: {"a":"ü"}\n\n';
  const expected = [
    { id: "7-1", event: undefined, data: undefined },
    { id: "7-2", event: undefined, data: '{"a":"ü"}' },
  ];
  expect(await read(text)).toEqual(expected);
  expect(await read(...(text.match(/.{1,5}/gs) ?? []))).toEqual(expected);
});

test("what the end of the stream cuts off is no message", async () => {
  expect(await read("id: 7-1\nevent: reset\ndata: {}\n\nid: 7-2\nda")).toEqual([
    { id: "7-1", event: "reset", data: "{}" },
  ]);
});
