import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { Outgoing } from "./outgoing.ts";

/** The messages that were sent, by their subjects, and what sends them. */
function open(publish?: () => never) {
  const sent: string[] = [];
  const outgoing = new Outgoing({ publish: publish ?? ((subject) => void sent.push(subject)) });
  const send = (subject: string) => outgoing.send({ subject, id: "1", text: "{}" });
  return { sent, outgoing, send };
}

test("messages of turns that follow each other are sent together, in their order", async () => {
  const { sent, send } = open();
  send("one");
  await turn();
  send("two");
  expect(sent).toEqual([]);
  for (let count = 0; count < 3; count++) await turn();
  expect(sent).toEqual(["one", "two"]);
});

test("what goes to one subject is one message, which is answered at the subject that its parts ask for", () => {
  const messages: unknown[] = [];
  const publish = (subject: string, text: unknown, options: unknown) =>
    void messages.push([subject, text, options]);
  const outgoing = new Outgoing({ publish });
  const send = (subject: string, id: string) =>
    outgoing.send({ subject, id, text: `"${id}"`, replyTo: (ids) => `inbox.${ids.join("-")}` });
  send("one", "a");
  send("two", "b");
  send("one", "c");
  outgoing.flush();
  expect(messages).toEqual([
    ["one", '["a","c"]', { reply: "inbox.a-c" }],
    ["two", '["b"]', { reply: "inbox.b" }],
  ]);
});

test("a message is sent soon, even if every turn brings another one", async () => {
  const { sent, send } = open();
  for (let count = 0; count < 5; count++) {
    send(`message ${count}`);
    await turn();
  }
  expect(sent).toContain("message 0");
});

test("nothing that was sent to a broken connection is sent to the next one", async () => {
  const { sent, outgoing, send } = open();
  send("before");
  outgoing.isAway = true;
  send("meanwhile");
  outgoing.isAway = false;
  send("after");
  for (let count = 0; count < 5; count++) await turn();
  expect(sent).toEqual(["after"]);
});

test("a message that the client refuses is told so, and those after it are sent", async () => {
  const reasons: unknown[] = [];
  const refusal = new Error("CONNECTION_CLOSED");
  const { outgoing } = open(() => {
    throw refusal;
  });
  for (const subject of ["one", "two"])
    outgoing.send({
      subject,
      id: "1",
      text: "{}",
      reject: (reason) => void reasons.push(reason),
    });
  outgoing.flush();
  expect(reasons).toEqual([refusal, refusal]);
});
