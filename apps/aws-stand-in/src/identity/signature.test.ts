import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect, test } from "vitest";
import type { HttpRequest } from "../http/http.ts";
import { parseAuthorization, verifySignature } from "./signature.ts";

const secretAccessKey = "secret";
const now = new Date("2026-11-20T12:00:00Z");

test("a signature for S3 covers the path as it is sent", async () => {
  const request = await sign("s3", { path: "/orders%20and%2Fmore" });
  await expect(verify("s3", request)).resolves.toBeUndefined();
  await expect(verify("s3", { ...request, path: "/orders" })).rejects.toThrow("does not match");
});

test("a signature that does not cover the body is valid for S3 only", async () => {
  const unsigned = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  const toS3 = await sign("s3", { headers: unsigned });
  await expect(verify("s3", { ...toS3, body: Buffer.from("changed") })).resolves.toBeUndefined();
  await expect(verify("sts", await sign("sts", { headers: unsigned }))).rejects.toThrow(
    "x-amz-content-sha256",
  );
  const signed = await sign("s3", {});
  await expect(verify("s3", { ...signed, body: Buffer.from("changed") })).rejects.toThrow("does not match");
});

async function sign(
  service: string,
  { path = "/", headers = {} }: { readonly path?: string; readonly headers?: Record<string, string> },
): Promise<HttpRequest> {
  const signer = new SignatureV4({
    service,
    region: "eu-central-1",
    credentials: { accessKeyId: "ASIA", secretAccessKey },
    sha256: Sha256,
    uriEscapePath: service !== "s3",
  });
  const hostname = `${service}.eu-central-1.amazonaws.com`;
  const request = { method: "PUT", protocol: "https:", hostname, path, body: "as signed" };
  const { headers: signed } = await signer.sign(
    { ...request, headers: { host: hostname, ...headers } },
    { signingDate: now },
  );
  const lowerCase = Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    id: "1",
    method: "PUT",
    path,
    query: "",
    headers: new Map(lowerCase),
    body: Buffer.from("as signed"),
  };
}

function verify(service: string, request: HttpRequest): Promise<void> {
  const claim = parseAuthorization(request.headers.get("authorization"));
  return verifySignature(request, claim, { service, secretAccessKey, now });
}
