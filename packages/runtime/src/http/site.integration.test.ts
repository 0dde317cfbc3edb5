import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { createLog } from "../process/log.ts";
import { createHttpServer } from "./server.ts";
import { mountSite } from "./site.ts";

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>The pages</title>");
  await writeFile(join(folder, "theme.js"), "/* theme */");
  await writeFile(join(folder, "assets/page-1.js"), "/* page */");
  await writeFile(join(tmpdir(), "outside.js"), "/* outside */");
  app = createHttpServer({ log: createLog({ level: "silent" }), metrics: createMetrics() });
  app.get("/v1/orgs", async () => ({ items: [] }));
  mountSite(app, folder);
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const open = (url: string, accept = "text/html,application/xhtml+xml") =>
  app.inject({ url, headers: { accept } });

test.each(["/", "/acmecorp/profiles/prod", "/acmecorp/apps/shop/api/prod/eu-west-1"])(
  "a browser that opens %s gets the page",
  async (url) => {
    const answer = await open(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("The pages");
    expect(answer.headers["cache-control"]).toBe("no-cache");
  },
);

test("a page runs scripts of its own origin alone, and stands in no frame", async () => {
  const { headers } = await open("/");
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toContain("frame-ancestors 'none'");
});

test("what changes its name with its content is kept for ever", async () => {
  const answer = await open("/assets/page-1.js", "*/*");
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["cache-control"]).toContain("immutable");
});

test.each(["/v1/nothing", "/v1/orgs/acmecorp/nothing"])(
  "a path of the API that does not exist is a problem, also for browsers: %s",
  async (url) => {
    const answer = await open(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  },
);

test("a program that asks for no page gets a problem", async () => {
  const answer = await open("/acmecorp/profiles", "application/json");
  expect(answer.statusCode).toBe(404);
});

test.each(["/assets/../../outside.js", "/assets/%2e%2e/%2e%2e/outside.js", "/assets/..%2f..%2foutside.js"])(
  "nothing outside of the folder is sent: %s",
  async (url) => {
    const answer = await open(url, "*/*");
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain("outside */");
  },
);

test("the API goes on as it is", async () => {
  expect((await open("/v1/orgs")).json()).toEqual({ items: [] });
});
