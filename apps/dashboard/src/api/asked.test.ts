import { expect, test } from "vitest";
import { Asked } from "./asked.ts";
import { writeRequest } from "./http-request.ts";

const request = writeRequest(
  { method: "GET", path: "/v1/orgs/{org}", summary: "Read" },
  { params: { org: "acme" } },
);

test("a request can be looked at without being sent, and is sent once however many wait", async () => {
  let sent = 0;
  const asked = new Asked(request, async () => ++sent);
  expect(asked.request.url).toBe("/v1/orgs/acme");
  await Promise.resolve();
  expect(sent).toBe(0);
  expect(await Promise.all([asked, asked.finally(() => {}), asked.catch(() => -1)])).toEqual([1, 1, 1]);
  expect(sent).toBe(1);
});

test("a failure reaches whoever waits", async () => {
  const asked = new Asked(request, () => Promise.reject(new Error("away")));
  await expect(asked).rejects.toThrow("away");
  expect(await asked.catch(() => "caught")).toBe("caught");
});
