import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@stagepass/contracts";
import { patienceOf } from "@stagepass/runtime";
import { expect, onTestFinished, test } from "vitest";
import { openSecrets } from "./secrets.ts";
import { seedExample } from "./seed.ts";

type Answer = (response: ServerResponse) => void;

const refuse =
  (problem: Problem): Answer =>
  (response) =>
    response.writeHead(problem.status).end(JSON.stringify(problem.toBody()));
const busy = refuse(new Problem("unavailable", "The profiles service did not answer in time."));
const fine: Answer = (response) => response.writeHead(200).end("{}");

/** Seeds a stack that was seeded before and sends these responses. Returns the number of requests, too. */
async function seedAgain(answers: readonly Answer[]) {
  let requests = 0;
  const server = createServer((_request, response) => (answers[requests++] ?? fine)(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const dataDir = await mkdtemp(join(tmpdir(), "stagepass-seed-"));
  onTestFinished(async () => {
    server.close();
    await rm(dataDir, { recursive: true });
  });
  const keys = { adminKey: "sp_admin", deployKey: "sp_deploy" };
  const secrets = { ...(await openSecrets(dataDir)), ...keys, seeded: true };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  const seeded = await seedExample({ url, awsEndpoint: undefined, dataDir, secrets, patience: patienceOf() });
  expect(seeded).toEqual(keys);
  return requests;
}

test("seeding repeats a request that a busy service could not answer yet", async () => {
  expect(await seedAgain([busy, busy, fine, busy, fine])).toBe(5);
});

test("seeding fails with any other problem at once", async () => {
  const refusal = new Problem("internal", "Something went wrong.");
  await expect(seedAgain([busy, refuse(refusal)])).rejects.toThrow("Something went wrong.");
});
