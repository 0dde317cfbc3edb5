import fc from "fast-check";
import { expect, test } from "vitest";
import { processorMs } from "../../../../../../test/support/processor-time.ts";
import { isHighEntropy } from "./entropy.ts";

test.each([
  "",
  "prod",
  "true",
  "warn",
  "eu-central-1",
  "222222222222",
  "nodejs18.x",
  "db.t3.2xlarge",
  "hello from production",
  "correct-horse-battery-staple",
  "ops@example.com",
  "apiGatewayRestApiId2",
  "ServerlessDeploymentBucketName",
  "https://shop.example.com/v2/orders?stage=prod&page=12#top",
  "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/prod",
  "https://sqs.eu-central-1.amazonaws.com/222222222222/orders-prod",
  "arn:aws:iam::222222222222:role/shop-deploy",
  "postgres://orders@db.example.com:5432/orders",
  "vpc-0a1b2c3d4e5f60718",
  "subnet-0a1b2c3d4e5f60718,subnet-0a1b2c3d4e5f60719",
  "d111111abcdef8.cloudfront.net",
  "https://d111111abcdef8.cloudfront.net/assets?page=2",
  "shop.c9akciq32xyzab.eu-central-1.rds.amazonaws.com:5432",
  "vpc-shop-x7k2p9q4m1zb8v5n3c6.eu-central-1.es.amazonaws.com",
  "10.0.0.0/16",
  "2026-11-20T11:00:00.000Z",
])("the value %j is no secret by itself", (value) => {
  expect(isHighEntropy(value)).toBe(false);
});

test.each([
  "4f1d9ac07be3f2",
  "x7k2p9q4m1z",
  "Tr0ub4dor&3",
  "aB3$kL9!",
  "1f6b0a52-4c1d-4be8-9b7e-6d1f0c2a8e35",
  "postgres://orders:Xy7kQ2pLm9Zt@db.example.com/orders",
  "https://example.com/?token=9f86d081884c7d659a2feaa0c55ad015",
  "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----",
  "qzjxkvbpwmtrhdlgqzjxkvbpwmtr",
  "4000123412341234",
  "https://d111111abcdef8.cloudfront.net/?token=x7k2p9q4m1zb",
  "https://x7k2p9q4m1zb.cloudfront.net@example.com",
  "https://orders:x7k2p9q4m1zb@shop.cloudfront.net",
  "orders:x7k2p9q4m1zb.amazonaws.com",
  "d111111abcdef8.cloudfront.net.example.com",
])("the value %j is a secret by itself", (value) => {
  expect(isHighEntropy(value)).toBe(true);
});

test("a generated password of letters and digits is a secret in nearly every case", () => {
  const character = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  const made = fc.sample(fc.string({ unit: character, minLength: 20, maxLength: 40, size: "max" }), {
    ...{ numRuns: 2_000, seed: 1, unbiased: true },
  });
  expect(made.filter((value) => !isHighEntropy(value)).length).toBeLessThan(20);
});

test("words are no secret, however people separate or join them", () => {
  const word = fc.constantFrom("orders", "shop", "payment", "queue", "table", "region", "stage", "api");
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const joined = fc
    .array(word, { minLength: 1, maxLength: 8 })
    .chain((words) =>
      fc.constantFrom(words.join("-"), words.join("_").toUpperCase(), words.map(capital).join("")),
    );
  fc.assert(fc.property(joined, fc.nat(9_999), (name, number) => !isHighEntropy(`${name}${number}`)));
});

test.each(["a", "A", "1", "aA", "Aa", "a1", "-0a1b", "!", "a.", "://a.b-"])(
  "the entropy of a text of %j alone is found in linear time",
  (part) => {
    const text = part.repeat(65_536 / part.length);
    expect(processorMs(() => isHighEntropy(text))).toBeLessThan(1_000);
  },
);
