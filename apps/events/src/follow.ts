import { randomBytes } from "node:crypto";
import { type EventOf, eventTypes } from "@stagepass/contracts";
import { connectSubscriber, type Supervision } from "@stagepass/runtime";
import { inColours, plain } from "@stagepass/runtime/terminal";
import { type SubscriberNotice, subscribe } from "@stagepass/subscriber";
import { eventLine } from "./event-line.ts";
import { findNatsUrl } from "./find-nats-url.ts";
import type { Options } from "./options.ts";
import type { Screen } from "./screen.ts";

/** How long NATS remembers a subscriber without a name, so that it can miss a short while. */
const forgetAfterMs = 5 * 60_000;

/**
 * Starts following the events that the options name, until the program is stopped. Throws an error that says what to
 * do when it cannot.
 */
export async function follow(options: Options, screen: Screen, supervision: Supervision): Promise<void> {
  const url = options.url ?? (await findNatsUrl(options.dataDir));
  const connection = await connectSubscriber(url);
  supervision.onStop(() => connection.close());
  const subscription = await subscribe(
    connection,
    {
      durable: options.durable ?? `events-${randomBytes(6).toString("hex")}`,
      types: options.types,
      startAt: options.since ?? "new",
      onNotice: (notice) => screen.say(sentence(notice)),
      ...(options.org === undefined ? {} : { org: options.org }),
      ...(options.durable === undefined ? { forgetAfterMs } : {}),
    },
    printer(options, screen),
  );
  supervision.onStop(() => subscription.stop());
  screen.say(`${greeting(options, new URL(url).host)} Ctrl-C stops.`);
  // An uncaught error is how a running program ends.
  void subscription.closed.then((failure) => {
    if (failure !== undefined) throw failure;
  });
}

function printer({ json }: Options, screen: Screen): (event: EventOf) => Promise<void> {
  if (json) return (event) => screen.write(JSON.stringify(event));
  const paint = screen.colours ? inColours : plain;
  return (event) => screen.write(eventLine(event, paint));
}

function greeting({ types, org, since, durable }: Options, host: string): string {
  const which = types.length === eventTypes.length ? "all events" : types.join(", ");
  const whose = org === undefined ? "" : ` of ${org}`;
  const from =
    since === undefined ? "from now on (--since 1d shows earlier ones)" : `since ${since.toISOString()}`;
  const start = durable === undefined ? from : `from where ${durable} stopped, or ${from}`;
  return `Following ${which}${whose} on ${host}, ${start}. Each appears here when it happens.`;
}

function sentence(notice: SubscriberNotice): string {
  switch (notice.kind) {
    case "interrupted":
      return `${notice.error.message} Waiting …`;
    case "resumed":
      return "Following again.";
    case "dead-lettered":
      return `A message on ${notice.subject} cannot be shown, and was put among the dead letters: ${notice.error}`;
    case "dead-letter-refused":
      return `A message on ${notice.subject} cannot be shown, and the dead-letter stream does not take it: ${notice.error}`;
    case "types-changed":
      return `This durable followed ${notice.from.length} types until now (${notice.from.join(", ")}); what it passed over then is not shown.`;
    case "retrying":
      return `An event could not be written, and is tried again: ${notice.error}`;
  }
}
