import { createHash } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { CommonError } from "../http/aws-error.ts";
import type { HttpRequest } from "../http/http.ts";

const MAX_SKEW_MINUTES = 5;

/** The contents of a Signature Version 4 `Authorization` header, before any of it is verified. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: ReadonlySet<string>;
  readonly signature: string;
}

/** Parses the `Authorization` header. Throws a {@link CommonError} with `missing-token` or `incomplete-signature`. */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) throw new CommonError("missing-token", "Request is missing Authentication Token");
  const [algorithm = "", ...rest] = header.trim().split(/\s+/);
  const fields = new Map(rest.join("").split(",").map(splitField));
  const scope = (fields.get("Credential") ?? "").split("/");
  const [accessKeyId, day, region, service, terminator] = scope;
  const signedHeaders = fields.get("SignedHeaders");
  const signature = fields.get("Signature");
  const complete = accessKeyId && day && region && service && signedHeaders && signature;
  if (algorithm !== "AWS4-HMAC-SHA256" || !complete || terminator !== "aws4_request" || scope.length !== 5) {
    throw new CommonError("incomplete-signature", "The request signature does not conform to AWS standards.");
  }
  return { accessKeyId, day, region, service, signedHeaders: new Set(signedHeaders.split(";")), signature };
}

/**
 * Throws a {@link CommonError} unless the request was signed with `secretAccessKey`, for `service`, within five
 * minutes of `now`, and the signature covers every `x-amz-*` header and the body. Only S3 may leave the body unsigned.
 */
export async function verifySignature(
  request: HttpRequest,
  claim: Authorization,
  expected: { readonly service: string; readonly secretAccessKey: string; readonly now: Date },
): Promise<void> {
  const signedAt = readSigningDate(request, claim);
  checkScope(claim, expected.service);
  checkCoverage(request, claim);
  checkBodyHash(request, expected.service);
  checkSkew(signedAt, expected.now);
  if ((await computeSignature(request, claim, signedAt, expected.secretAccessKey)) !== claim.signature) {
    throw mismatch(
      "The request signature we calculated does not match the signature you provided. " +
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
}

function splitField(field: string): [string, string] {
  const at = field.indexOf("=");
  return [field.slice(0, at), field.slice(at + 1)];
}

function readSigningDate(request: HttpRequest, claim: Authorization): Date {
  const stamp = request.headers.get("x-amz-date") ?? "";
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  const [, year, month, day, hour, minute, second] = parts ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) {
    throw new CommonError(
      "incomplete-signature",
      "Date must be in ISO-8601 'basic format' in the X-Amz-Date header.",
    );
  }
  if (!stamp.startsWith(claim.day)) {
    throw mismatch(
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
    );
  }
  return date;
}

function checkScope(claim: Authorization, service: string): void {
  if (claim.service !== service) {
    throw mismatch(`Credential should be scoped to correct service: '${service}'.`);
  }
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(claim.region)) {
    throw mismatch("Credential should be scoped to a valid region.");
  }
}

function checkCoverage(request: HttpRequest, claim: Authorization): void {
  const required = ["host", ...[...request.headers.keys()].filter((name) => name.startsWith("x-amz-"))];
  const unsigned = required.find((name) => !claim.signedHeaders.has(name));
  if (unsigned !== undefined) {
    throw mismatch(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

function checkBodyHash(request: HttpRequest, service: string): void {
  const claimedHash = request.headers.get("x-amz-content-sha256");
  // Only S3 lets the client choose whether the body is signed.
  if (claimedHash === undefined || (service === "s3" && claimedHash === "UNSIGNED-PAYLOAD")) return;
  const bodyHash = createHash("sha256")
    .update(request.body ?? "")
    .digest("hex");
  // The signer trusts this header instead of hashing the body, so a forged one would sign any body.
  if (claimedHash !== bodyHash) {
    throw mismatch("The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
}

function checkSkew(signedAt: Date, now: Date): void {
  const earliest = new Date(now.getTime() - MAX_SKEW_MINUTES * 60_000);
  const latest = new Date(now.getTime() + MAX_SKEW_MINUTES * 60_000);
  if (signedAt >= earliest && signedAt <= latest) return;
  const [signed, current] = [toBasicFormat(signedAt), toBasicFormat(now)];
  if (signedAt < earliest) {
    throw mismatch(
      `Signature expired: ${signed} is now earlier than ${toBasicFormat(earliest)} (${current} - ${MAX_SKEW_MINUTES} min.)`,
    );
  }
  throw mismatch(
    `Signature not yet current: ${signed} is still later than ${toBasicFormat(latest)} (${current} + ${MAX_SKEW_MINUTES} min.)`,
  );
}

async function computeSignature(
  request: HttpRequest,
  claim: Authorization,
  signingDate: Date,
  secretAccessKey: string,
): Promise<string> {
  const signer = new SignatureV4({
    service: claim.service,
    region: claim.region,
    // The session token was signed as an ordinary header. Passing it here would add it to requests without one.
    credentials: { accessKeyId: claim.accessKeyId, secretAccessKey },
    sha256: Sha256,
    applyChecksum: false,
    // For S3 the path is signed as it is sent; for every other service it is encoded once more.
    uriEscapePath: claim.service !== "s3",
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: request.headers.get("host") ?? "",
      path: request.path,
      query: readQuery(request.query),
      headers: Object.fromEntries([...request.headers].filter(([name]) => claim.signedHeaders.has(name))),
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(claim.signedHeaders) },
  );
  return parseAuthorization(signed.headers["authorization"]).signature;
}

function readQuery(query: string): Record<string, string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
}

function toBasicFormat(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

function mismatch(message: string): CommonError {
  return new CommonError("signature-mismatch", message);
}
