// What the same machine does without Stagepass: Fastify alone, and Fastify that asks three times over NATS in parallel.
import Fastify from "fastify";
import { connect } from "nats";

const [natsUrl = ""] = process.argv.slice(2);
const options = { servers: new URL(natsUrl).host };
const [asking, answering] = await Promise.all([connect(options), connect(options)]);
const subjects = ["bench.one", "bench.two", "bench.three"];
const question = JSON.stringify({ target: { org: "acmecorp", app: "storefront", stage: "prod" } });
for (const subject of subjects) {
  answering.subscribe(subject, {
    callback: (_error, message) => void message.respond(JSON.stringify({ asked: message.json() })),
  });
}
await answering.flush();

const app = Fastify();
app.post("/bare", async () => ({ verdict: "allowed" }));
app.post("/fan-out", async () => {
  const answers = await Promise.all(
    subjects.map((subject) => asking.request(subject, question, { timeout: 5_000 })),
  );
  return { verdict: "allowed", answers: answers.map((answer) => answer.json()) };
});
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);
