import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCacheDirectory } from "@stagepass/local/parts/common/cache-directory";
import { findFreePort } from "@stagepass/local/parts/processes/free-port";
import { withEnds } from "./ends.ts";
import { percentile } from "./figures/statistics.ts";
import { say } from "./say.ts";
import { startLocalStack } from "./systems/local-stack.ts";

/** Wall times of a program, in milliseconds. */
interface WallTimes {
  readonly median: number;
  /** Where the machine has other things to do as well, this says more than the median. */
  readonly fastest: number;
}

/** What `serverless print` takes. */
export interface ClientFigures {
  readonly runs: number;
  /** Against a server that has the answer ready. */
  readonly stub: WallTimes;
  readonly stagepass: WallTimes;
}

const org = "acmecorp";
const question = JSON.stringify({ stageName: "dev" });
const path = `/core/tenants/${org}/applications/storefront/profileValue`;
const declaration = `
service: checkout
org: ${org}
app: storefront
provider:
  name: aws
  region: eu-central-1
  environment: { LOG_LEVEL: "\${param:LOG_LEVEL}" }
functions: { pay: { handler: pay.handler } }
`;

/**
 * Runs the published client by turns against Stagepass and against a stub that repeats Stagepass's own answer at once.
 * Throws when the client has not been installed by its tests.
 */
export async function benchClients(runs: number): Promise<ClientFigures> {
  return await withEnds(async (ends) => {
    const folder = await mkdtemp(join(tmpdir(), "stagepass-bench-client-"));
    ends.add(() => rm(folder, { recursive: true }));
    const program = await findProgram(folder);
    const local = await startLocalStack(ends, { legacyPort: await findFreePort() });
    const { legacyUrl, deployKey } = local.stack;
    if (legacyUrl === null) throw new Error("The local stack does not answer existing clients.");
    const stagepass = new URL(legacyUrl).origin;
    const stub = await startStub(await ask(stagepass, deployKey));
    ends.add(() => stub.server.close());
    await writeFile(join(folder, "serverless.yml"), declaration);
    const print = (url: string) => runPrint(program, { folder, url, deployKey });
    // The first runs fill the caches of the machine and of the services.
    await print(stub.url);
    await print(stagepass);
    const times = { stub: [] as number[], stagepass: [] as number[] };
    for (let run = 0; run < runs; run++) {
      say(`run ${run + 1} of ${runs}`);
      times.stub.push(await print(stub.url));
      times.stagepass.push(await print(stagepass));
    }
    return { runs, stub: summarize(times.stub), stagepass: summarize(times.stagepass) };
  });
}

async function findProgram(dataDir: string): Promise<string> {
  const cache = await openCacheDirectory(process.env, dataDir);
  const program = join(cache, "clients/serverless-1.83.3/node_modules/serverless/bin/serverless.js");
  await access(program).catch(() => {
    throw new Error("serverless@1.83.3 is not installed; `npx vitest run --project clients` sees to it.");
  });
  return program;
}

async function ask(origin: string, deployKey: string): Promise<string> {
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: { authorization: `bearer ${deployKey}`, "content-type": "application/json" },
    body: question,
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return text;
}

async function startStub(text: string): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { server, url: `http://127.0.0.1:${port}` };
}

interface Target {
  readonly folder: string;
  readonly url: string;
  readonly deployKey: string;
}

async function runPrint(program: string, { folder, url, deployKey }: Target): Promise<number> {
  const preload = fileURLToPath(new URL("../../test/clients/loopback-only.cjs", import.meta.url));
  const routes = [{ from: "localhost:3011", to: url }];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, "print"], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      CI: "1",
      NODE_NO_WARNINGS: "1",
      NODE_OPTIONS: `--require=${JSON.stringify(preload)}`,
      STAGEPASS_TEST_TRAFFIC: JSON.stringify({ routes, refusalsFile: join(folder, "refused-hosts.txt") }),
      SERVERLESS_PLATFORM_STAGE: "local",
      SERVERLESS_ACCESS_KEY: deployKey,
      SLS_TRACKING_DISABLED: "1",
      SLS_NOTIFICATIONS_MODE: "off",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [exitCode] = await once(child, "exit");
  if (exitCode !== 0) throw new Error(`serverless print ended with code ${exitCode}`);
  return performance.now() - startedAt;
}

function summarize(times: number[]): WallTimes {
  const sorted = times.sort((a, b) => a - b);
  return { median: percentile(sorted, 0.5), fastest: percentile(sorted, 0) };
}

/** The figures as a sentence for each. */
export function describeClients({ runs, stub, stagepass }: ClientFigures): string {
  const line = (of: keyof WallTimes) => {
    const [theirs, ours] = [stub[of], stagepass[of]];
    return `${of}: ${ours.toFixed(0)} ms, of which Stagepass takes ${(ours - theirs).toFixed(0)} ms`;
  };
  return `serverless print, ${runs} runs by turns with a server that has the answer ready\n${line("median")}\n${line("fastest")}\n`;
}
