import fc from "fast-check";
import { expect, test } from "vitest";
import { formatServerSent } from "./server-sent.ts";

const line = fc.string({ unit: "binary" }).map((text) => text.replaceAll(/[\r\n\0]/g, ""));
const message = fc.record(
  {
    id: line,
    event: line.filter((name) => name !== ""),
    data: fc.string({ unit: "binary" }).filter((text) => text !== ""),
    comment: fc.string({ unit: "binary" }),
    retryMs: fc.nat(),
  },
  { requiredKeys: ["data"] },
);

test("a reader that follows the standard gets every event as it was sent, whatever is in it", () => {
  fc.assert(
    fc.property(fc.array(message), (messages) => {
      let lastId = "";
      const expected = messages.map(({ id = lastId, event = "message", data }) => {
        lastId = id;
        return { id, event, data: data.replaceAll(/\r\n|\r/g, "\n") };
      });
      expect(readAll(messages.map(formatServerSent).join(""))).toEqual(expected);
    }),
  );
});

/** Reads a stream as the standard says: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function readAll(text: string) {
  const events: { id: string; event: string; data: string }[] = [];
  let [id, event, data] = ["", "", ""];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/su.exec(line) ?? [];
    if (line === "") {
      if (data !== "") events.push({ id, event: event || "message", data: data.slice(0, -1) });
      [event, data] = ["", ""];
    } else if (name === "id") id = value;
    else if (name === "event") event = value;
    else if (name === "data") data += `${value}\n`;
  }
  return events;
}
