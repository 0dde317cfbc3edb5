import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const key = "sp_key";
const loopbackOnly = fileURLToPath(new URL("./loopback-only.cjs", import.meta.url));
const toStagepass = fileURLToPath(
  new URL("../../examples/existing-clients/to-stagepass.cjs", import.meta.url),
);

/** The requests that reached Stagepass, and the text that reached an unrelated proxy. */
const asked: { path: string | undefined; authorization: string | undefined }[] = [];
let proxied = "";

const stagepass = createHttpServer((request, response) => {
  asked.push({ path: request.url, authorization: request.headers.authorization });
  response.end("from Stagepass");
});
const proxy = createNetServer((socket) => {
  socket.on("data", (chunk) => {
    proxied += chunk.toString();
    socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nfrom proxy");
  });
  // The other end closes the connection when it fails.
  socket.on("error", () => {});
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stagepass-preload-"));
  await Promise.all([stagepass, proxy].map(listen));
});
afterAll(async () => {
  for (const server of [stagepass, proxy]) server.close();
  await rm(folder, { recursive: true });
});

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function portOf(server: Server): number {
  // A server that listens on TCP has such an address; only pipes have another kind.
  return (server.address() as AddressInfo).port;
}

/**
 * Runs a script with the preload, and returns its output. The script can use `https`, `key`, the port of the proxy,
 * and functions that print how a request ended.
 */
async function run(script: string): Promise<string> {
  const refusedHostsFile = join(folder, "refused-hosts.txt");
  await writeFile(refusedHostsFile, "");
  const child = spawn(process.execPath, ["-e", `${prelude}\n${script}`], {
    env: {
      NODE_OPTIONS: `--require=${JSON.stringify(loopbackOnly)} --require=${JSON.stringify(toStagepass)}`,
      STAGEPASS_TEST_TRAFFIC: JSON.stringify({ routes: [], refusedHostsFile }),
      STAGEPASS_URL: `http://127.0.0.1:${portOf(stagepass)}`,
      PROXY_PORT: String(portOf(proxy)),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  await once(child, "close");
  const escaped = await readFile(refusedHostsFile, "utf8");
  return escaped === "" ? printed : `escaped to ${escaped}${printed}`;
}

const prelude = `
const http = require("node:http"), https = require("node:https"), net = require("node:net");
const proxy = { host: "127.0.0.1", port: Number(process.env.PROXY_PORT) };
const headers = { authorization: "bearer ${key}", Host: "kept.by.nobody" };
const ended = (response) => response.on("data", (chunk) => process.stdout.write(chunk));
const failed = (error) => process.stdout.write("refused: " + (error.cause ?? error).message);
`;

const failureFor = (host: string) =>
  `refused: Stagepass does not do what this client asks ${host} for, and lets nothing go there.`;

test.each([
  [
    "a request by URL",
    "/core/meta",
    `https.request("https://api.serverless.com/core/meta", { headers }, ended).on("error", failed).end()`,
  ],
  [
    "a request by options, with an agent for elsewhere",
    "/malt/destinations/create",
    `https.request({ hostname: "api.serverless-dev.com", path: "/malt/destinations/create", method: "POST", headers,
       agent: new https.Agent({ keepAlive: true }) }, ended).on("error", failed).end("{}")`,
  ],
  [
    "a get",
    "/orgs/acmecorp/services/a%7Cb",
    `https.get(new URL("https://sp-providers-v1.serverless-platform.com/orgs/acmecorp/services/a%7Cb"),
       { headers }, ended).on("error", failed)`,
  ],
  [
    "a request of a module that imports by name",
    "/api/integrations/?orgId=acmecorp",
    `import("node:https").then(({ get }) =>
       get("https://integrations.core.serverless.com/api/integrations/?orgId=acmecorp", { headers }, ended)
         .on("error", failed))`,
  ],
  [
    "a request that was meant for a proxy, as some libraries make them",
    "/core/tenants/acmecorp",
    `http.request({ ...proxy, path: "https://api.serverless.com/core/tenants/acmecorp", headers }, ended)
       .on("error", failed).end()`,
  ],
])("the preload redirects to Stagepass %s", async (_, path, script) => {
  asked.length = 0;
  expect(await run(script)).toBe("from Stagepass");
  expect(asked).toEqual([{ path, authorization: `bearer ${key}` }]);
  expect(proxied).toBe("");
});

test.each([
  ["api.serverless.com", "/login/broker"],
  ["core.serverless.com", "/api/search/orgs/acmecorp/search"],
  ["serverless.com", "/"],
  ["API.Serverless-QA.com.", "/"],
  ["registry-v1.serverless-platform-dev.com", "/"],
  ["tracking.serverlessteam.com", "/track"],
  ["service-9p6tdp4y-1300963013.gz.apigw.tencentcs.com", "/release/"],
])("the preload fails any other request to the vendor: %s%s", async (host, path) => {
  const script = `https.request({ host: "${host}", path: "${path}", headers }, ended).on("error", failed).end()`;
  expect(await run(script)).toBe(failureFor(host));
});

test.each([
  ["with fetch", `fetch("https://api.serverless.com/core/meta", { headers }).then(ended, failed)`],
  [
    "by HTTP/2",
    `require("node:http2").connect("https://api.serverless.com").on("error", failed).request({}).on("error", () => {})`,
  ],
  ["over TLS", `require("node:tls").connect(443, "api.serverless.com").on("error", failed)`],
  ["over TCP", `net.connect({ host: "api.serverless.com", port: 80 }).on("error", failed)`],
  [
    "by a web socket",
    `https.get({ host: "api.serverless.com", path: "/", headers: { ...headers, connection: "Upgrade", upgrade: "websocket" },
       createConnection: (options) => require("node:tls").connect(options) }).on("error", failed)`,
  ],
  [
    "through a tunnel of a proxy",
    `http.request({ ...proxy, method: "CONNECT", path: "api.serverless.com:443", headers }, ended)
       .on("connect", () => process.stdout.write("tunnelled")).on("error", failed).end()`,
  ],
  [
    "through a tunnel that a library asks a proxy for by itself",
    `const socket = net.connect(proxy).on("error", failed).on("data", ended);
     socket.write("CONNECT api.serverless.com:443 HTTP/1.1\\r\\nauthorization: ${key}\\r\\n\\r\\n")`,
  ],
  [
    "by a proxy's own request",
    `const socket = net.connect(proxy).on("error", failed).on("data", ended);
     socket.write(Buffer.from("GET http://api.serverless.com/core/meta HTTP/1.1\\r\\nauthorization: ${key}\\r\\n\\r\\n"))`,
  ],
])("the preload fails any other request to the vendor: %s", async (_, script) => {
  asked.length = 0;
  expect(await run(script)).toBe(failureFor("api.serverless.com"));
  expect({ asked, proxied }).toEqual({ asked: [], proxied: "" });
});

test("the preload does not change requests to other hosts than the vendor's", async () => {
  expect(await run(`http.get({ ...proxy, path: "/a" }, ended).on("error", failed)`)).toBe("from proxy");
  expect(proxied).toContain("GET /a HTTP/1.1");
  proxied = "";
  const elsewhere = await run(`https.get("https://myserverless.com/core/meta", ended).on("error", failed)`);
  expect(elsewhere).toContain("escaped to myserverless.com:443");
});
