import { SubscribeError } from "../errors/subscribe-error.ts";

const allowed = /^[A-Za-z0-9_-]{1,64}$/;

/** Throws `bad-durable` for a name that is not valid in NATS, in a subject or as the name of a file. */
export function checkDurableName(name: string): void {
  if (allowed.test(name)) return;
  const [, wrong] = /([^A-Za-z0-9_-])/u.exec(name) ?? [];
  const reason =
    name === ""
      ? "it is empty"
      : wrong === undefined
        ? `it has ${name.length} characters`
        : `it has ${wrong === " " ? "a space" : JSON.stringify(wrong)} in it`;
  throw new SubscribeError(
    "bad-durable",
    `${JSON.stringify(name)} cannot name a durable consumer: ${reason}. Use 1 to 64 letters, digits, hyphens and ` +
      "underscores, such as stage-map.",
  );
}
