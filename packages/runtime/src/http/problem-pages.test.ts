import { Problem, problemCodes, problemPage } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { createLog } from "../process/log.ts";
import { mountProblemPages } from "./problem-pages.ts";
import { createHttpServer } from "./server.ts";

const app = createHttpServer({ log: createLog({ level: "silent" }), metrics: createMetrics() });
mountProblemPages(app);
app.get("/v1/orgs/acmecorp/fails/:code", ({ params }) => {
  const { code } = params as { code: never }; // each test names a code
  throw new Problem(code, "It failed.");
});

/** The page that a browser shows for a link. */
async function follow(link: string, from: string) {
  const { pathname } = new URL(link, new URL(from, "http://stagepass.test"));
  return app.inject(pathname);
}

test.each(problemCodes)("the type in an answer with the problem %s leads to its page", async (code) => {
  const failing = `/v1/orgs/acmecorp/fails/${code}`;
  const { type } = (await app.inject(failing)).json();
  const { statusCode, headers, body } = await follow(type, failing);
  expect(statusCode).toBe(200);
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  const { title, status } = problemPage(code);
  expect(body).toContain(
    `<h1>${title}</h1>\n<p><code>${code}</code>, answered with the status ${status}.</p>`,
  );
});

test("the list of problems has a link to the page of each", async () => {
  const { body } = await app.inject("/problems");
  const links = [...body.matchAll(/<a href="([^"]+)">/g)].map(([, link]) => String(link));
  expect(links).toEqual(problemCodes.map((code) => `/problems/${code}`));
});

test.each(["/problems", ...problemCodes.map((code) => `/problems/${code}`)])(
  "the page at %s has no script and loads nothing",
  async (url) => {
    const { headers, body } = await app.inject(url);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; /);
    expect(body).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|https?:/i);
    expect(body).not.toContain("`");
  },
);

test("the page of an unknown code is answered with a problem, which repeats no HTML", async () => {
  const { statusCode, headers, body } = await app.inject("/problems/no-profil%3Cscript%3E");
  expect(statusCode).toBe(404);
  expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(JSON.parse(body).detail).toMatch(/^There is no problem "no-profil<script>"\./);
});
