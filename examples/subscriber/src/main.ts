import { subscribe } from "@stagepass/subscriber";
import { connect } from "nats";
import { StageFile } from "./stage-file.ts";
import { applyEvent, followedTypes } from "./stage-map.ts";

const path = process.argv[2] ?? "stages.json";
const url = process.env["NATS_URL"];
if (url === undefined) {
  process.stderr.write("Set NATS_URL to the natsUrl of Stagepass, as local.json has it.\n");
  process.exit(2);
}

const { host, username, password } = new URL(url);
const connection = await connect({
  servers: host,
  user: decodeURIComponent(username),
  pass: decodeURIComponent(password),
  maxReconnectAttempts: -1,
});
const file = await StageFile.open(path);
const subscription = await subscribe(
  connection,
  {
    durable: "stage-map",
    types: followedTypes,
    seen: file.seen,
    onNotice: (notice) => void process.stderr.write(`${JSON.stringify(notice)}\n`),
  },
  async (event) => {
    await file.update(event.id, (map) => applyEvent(map, event));
    process.stdout.write(`${event.type} ${event.subject}\n`);
  },
);

const stop = () => void subscription.stop();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
process.stdout.write(`Keeping ${path}. Ctrl-C stops.\n`);
const failure = await subscription.closed;
await connection.close();
if (failure !== undefined) throw failure;
