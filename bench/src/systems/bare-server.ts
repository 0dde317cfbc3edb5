// What the same machine does without Stagepass: Fastify alone, and Fastify that asks three others over NATS in parallel.
import Fastify from "fastify";
import { connect } from "nats";

const [natsUrl = "", ...subjects] = process.argv.slice(2);
const connection = await connect({ servers: new URL(natsUrl).host });
const question = JSON.stringify({ target: { org: "acmecorp", app: "storefront", stage: "prod" } });

const app = Fastify();
app.post("/fastify", async () => ({ verdict: "allowed" }));
app.post("/fan-out", async () => {
  const answers = await Promise.all(
    subjects.map((subject) => connection.request(subject, question, { timeout: 5_000 })),
  );
  return { verdict: "allowed", answers: answers.map((answer) => answer.json()) };
});
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);
