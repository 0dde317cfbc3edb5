// A child of the sandbox that was taken over: each time it says something else that is no answer.
import { Socket } from "node:net";

const parent = new Socket({ fd: 3 });
const frame = (text) => {
  const body = Buffer.from(text);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
};
parent.on("close", () => process.exit());
parent.on("error", () => process.exit());
parent.write(frame('{"kind":"ready"}'));
parent.once("data", (request) => {
  const started = frame('{"kind":"started"}');
  const said = {
    "answer before the start": frame('{"kind":"evaluated","messages":[]}'),
    "no JSON": Buffer.concat([started, frame("passed")]),
    "another form": Buffer.concat([started, frame('{"kind":"passed"}')]),
    "more than asked": Buffer.concat([
      started,
      frame('{"kind":"evaluated","messages":[],"verdict":"allowed"}'),
    ]),
    "a second start": Buffer.concat([started, started]),
    "an endless frame": Buffer.concat([started, Buffer.from([0xff, 0xff, 0xff, 0xff])]),
    "messages without end": Buffer.concat([
      started,
      frame(JSON.stringify({ kind: "evaluated", messages: Array(10_000).fill("x") })),
    ]),
    "an answer to another question": Buffer.concat([started, frame('{"kind":"compiled"}')]),
  };
  const wanted = Object.keys(said).find((name) => request.includes(`"${name}"`));
  parent.write(
    said[wanted] ?? Buffer.concat([started, frame('{"kind":"evaluated","messages":["as asked"]}')]),
  );
});
