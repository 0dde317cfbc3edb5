import { describe, expect, test } from "vitest";
import type { SensitiveValue } from "./known-values.ts";
import { withholdOutputs } from "./withhold-outputs.ts";

const values: readonly SensitiveValue[] = [
  { key: "STAGE_NAME", value: "prod", secretBy: null },
  { key: "TOKEN", value: "x7k2p9q4m1zb", secretBy: "entropy" },
  { key: "DB_HOST", value: "db.internal", secretBy: "reference" },
  { key: "PIN", value: "123", secretBy: "reference" },
];
const check = (outputs: Record<string, unknown>) => withholdOutputs(outputs, values, async () => {});

describe("an output without a secret", () => {
  test.each<[what: string, value: unknown]>([
    ["it holds nothing of a parameter", "https://shop.example.com"],
    ["it is a parameter's value that is no secret", "prod"],
    ["such a value stands in it", "https://shop.example.com/prod"],
    ["a secret of three characters stands in it", "port 1234"],
    ["it is no text", { list: [1, null, true, "prod"], prod: "orders" }],
  ])("an output is kept exactly as it was reported when %s", async (_what, value) => {
    expect(await check({ name: value })).toEqual({ outputs: { name: value }, withheldOutputs: {} });
  });
});

describe("an output with a secret", () => {
  test.each<[what: string, value: unknown, secret: string]>([
    ["it is a secret of high entropy", "x7k2p9q4m1zb", "parameter TOKEN"],
    ["it is a secret by reference", "db.internal", "parameter DB_HOST"],
    ["it is a secret of three characters", "123", "parameter PIN"],
    ["a secret stands in it", "https://shop.example.com/?token=x7k2p9q4m1zb", "parameter TOKEN"],
    ["a secret is hidden in it", Buffer.from("user:x7k2p9q4m1zb").toString("base64"), "parameter TOKEN"],
    ["a secret stands deep in it", { a: [{ b: "tcp://db.internal:5432" }] }, "parameter DB_HOST"],
    ["a key of it is a secret", { x7k2p9q4m1zb: 1 }, "parameter TOKEN"],
    ["its digits are a secret", 123, "parameter PIN"],
    ["it looks like a credential", "ASIAIOSFODNN7EXAMPLE", "AWS access key id"],
    ["a part of it is named like a credential", { secretAccessKey: "abc" }, "credential"],
  ])("an output is withheld as a whole when %s", async (_what, value, secret) => {
    expect(await check({ name: value, other: "kept" })).toEqual({
      outputs: { other: "kept" },
      withheldOutputs: { name: secret },
    });
  });

  test("an output is withheld when its name is that of a credential", async () => {
    expect((await check({ sessionToken: "abc" })).withheldOutputs).toEqual({ sessionToken: "credential" });
  });
});

describe("an output's name", () => {
  test.each(["prod", "prodUrl", "db.internal", "123"])("the name of an output is kept: %s", async (name) => {
    expect(await check({ [name]: "kept" })).toEqual({ outputs: { [name]: "kept" }, withheldOutputs: {} });
  });

  test("the name of an output is kept when the output is withheld", async () => {
    expect((await check({ prodToken: "x7k2p9q4m1zb" })).withheldOutputs).toHaveProperty("prodToken");
  });

  test("the name of an output is not kept when it contains a secret of high entropy", async () => {
    const reported = { "url-x7k2p9q4m1zb": "a", AKIAIOSFODNN7EXAMPLE: "b", url: "kept" };
    expect(await check(reported)).toEqual({
      outputs: { url: "kept" },
      withheldOutputs: {
        "[name withheld 1]": "parameter TOKEN",
        "[name withheld 2]": "AWS access key id",
      },
    });
  });

  test("the new name of a withheld output is never that of another output", async () => {
    const reported = { "[name withheld 1]": "kept", "url-x7k2p9q4m1zb": "a" };
    expect(await check(reported)).toEqual({
      outputs: { "[name withheld 1]": "kept" },
      withheldOutputs: { "[name withheld 2]": "parameter TOKEN" },
    });
  });
});
