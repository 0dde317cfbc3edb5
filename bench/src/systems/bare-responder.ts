// One of three that the bare server asks over NATS.
import { connect } from "nats";

const [natsUrl = "", subject = ""] = process.argv.slice(2);
const connection = await connect({ servers: new URL(natsUrl).host });
connection.subscribe(subject, {
  callback: (_error, message) => void message.respond(JSON.stringify({ asked: message.json() })),
});
await connection.flush();
process.stdout.write("answering\n");
