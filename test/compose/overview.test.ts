import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../../apps/local/src/parts/processes/free-port.ts";
import { mergeMetrics } from "../../deploy/src/overview/merge-metrics.ts";
import { startOverview } from "../../deploy/src/overview/overview.ts";
import { stackReadiness } from "../../deploy/src/overview/readiness.ts";
import type { ReplicaAnswer } from "../../deploy/src/overview/replicas.ts";

function answer(replica: string, database: string): ReplicaAnswer {
  const status = database === "ok" ? "ready" : "not ready";
  return { replica, text: JSON.stringify({ status, services: { resolver: { bus: "ok", database } } }) };
}
const silent = { replica: "silent", text: undefined };
const nonsense = { replica: "nonsense", text: "<html>" };

test("the stack is ready while every service has a replica that is ready", () => {
  const readiness = stackReadiness(
    new Map([["resolver", [answer("a", "ok"), answer("b", "unavailable"), silent, nonsense]]]),
  );
  expect(readiness).toEqual({
    status: "ready",
    services: { resolver: { bus: "ok", database: "unavailable", replicas: "1 of 4" } },
  });
});

test.each([
  ["no replica", []],
  ["only replicas that are not ready", [answer("a", "unavailable")]],
  ["only replicas that do not answer", [silent, nonsense]],
] as const)("the stack is not ready when a service has %s", (_, replicas) => {
  expect(stackReadiness(new Map([["resolver", replicas]])).status).toBe("not ready");
});

test("the metrics of all replicas are grouped by metric, each with its replica", () => {
  const text = (value: number) =>
    `# HELP up Is it?\n# TYPE up gauge\nup ${value}\n\n# HELP took Time\n# TYPE took histogram\ntook_count{route="/v1"} ${value}\n`;
  expect(mergeMetrics([{ replica: "a", text: text(1) }, silent, { replica: "b", text: text(2) }])).toBe(
    `# HELP up Is it?
# TYPE up gauge
up{replica="a"} 1
up{replica="b"} 2

# HELP took Time
# TYPE took histogram
took_count{replica="a",route="/v1"} 1
took_count{replica="b",route="/v1"} 2
`,
  );
});

test("the type of a problem that the overview answers leads to its page", async () => {
  const port = await findFreePort();
  onTestFinished(await startOverview(async () => [], { HTTP_PORT: String(port), LOG_LEVEL: "silent" }));
  const answer = await fetch(`http://127.0.0.1:${port}/nowhere`);
  const { type } = (await answer.json()) as { type: string }; // the assertion below fails for anything else
  const page = await fetch(new URL(type, answer.url));
  expect(await page.text()).toContain("<h1>There is no such thing</h1>");
});

test("the overview gives the dashboard to browsers, and keeps what it answers for the services", async () => {
  const site = await mkdtemp(join(tmpdir(), "site-"));
  onTestFinished(() => rm(site, { recursive: true }));
  await writeFile(join(site, "index.html"), "<!doctype html><title>The dashboard</title>");
  const port = await findFreePort();
  const env = { HTTP_PORT: String(port), HTTP_SITE: site, LOG_LEVEL: "silent" };
  onTestFinished(await startOverview(async () => [], env));
  const open = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: "text/html" } });
  for (const path of ["/", "/acmecorp/profiles/prod"]) {
    const page = await open(path);
    expect(await page.text()).toContain("The dashboard");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
  }
  for (const [path, content] of [
    ["/docs/", "swagger-ui"],
    ["/problems/not-found", "<h1>There is no such thing</h1>"],
    ["/openapi.json", '"/v1/resolve"'],
    ["/metrics", ""],
    ["/healthz", "alive"],
  ] as const) {
    const answer = await open(path);
    expect(answer.status, path).toBe(200);
    const text = await answer.text();
    expect(text).toContain(content);
    expect(text).not.toContain("The dashboard");
  }
});
