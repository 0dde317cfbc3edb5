import { patchProfile, putProvider, putServiceParameter } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { ask } from "../api/ask.ts";
import { curlLine } from "./curl-line.ts";

const origin = "http://127.0.0.1:4000";

test("a change has its guard, its type and its body, and the key of whoever runs it", () => {
  const { request } = ask(patchProfile, {
    params: { org: "acme", profile: "prod" },
    body: { description: "Ann's" },
    at: 3,
  });
  expect(curlLine(request, origin).split(" \\\n  ")).toEqual([
    "curl -X PATCH 'http://127.0.0.1:4000/v1/orgs/acme/profiles/prod'",
    '-H "authorization: Bearer $STAGEPASS_KEY"',
    "-H 'content-type: application/json'",
    `-H 'if-match: "3"'`,
    String.raw`--data-raw '{"description":"Ann'\''s"}'`,
  ]);
});

test("no secret is in it: not the value of a sensitive parameter, nor a static key", () => {
  const { request: parameters } = ask(patchProfile, {
    params: { org: "acme", profile: "prod" },
    body: {
      parameters: [
        { key: "A", value: "s3cret" },
        { key: "B", value: "s3cret", sensitive: true },
        { key: "C", value: "shown", sensitive: false },
      ],
    },
  });
  const { request: one } = ask(putServiceParameter, {
    params: { org: "acme", app: "shop", service: "api", key: "A" },
    body: { value: "s3cret" },
  });
  const { request: provider } = ask(putProvider, {
    params: { org: "acme", provider: "legacy" },
    body: { staticKeys: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cret" } },
  });
  const lines = [parameters, one, provider].map((request) => curlLine(request, origin)).join("\n");
  expect(lines).not.toContain("s3cret");
  expect(lines.match(/"…"/g)).toHaveLength(4);
  expect(lines).toContain("shown");
});
