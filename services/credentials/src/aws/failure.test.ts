import { inspect } from "node:util";
import { STSServiceException } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { toFailure } from "./failure.ts";

function fromAws(name: string, httpStatusCode = 400, message = "") {
  const $fault = httpStatusCode < 500 ? "client" : "server";
  return new STSServiceException({ name, message, $fault, $metadata: { httpStatusCode } });
}
const failureOf = (error: unknown) => toFailure("sts:AssumeRole", error);

test.each(["AccessDenied", "ValidationError", "MalformedPolicyDocumentException", "RegionDisabledException"])(
  "AWS's error %s is a final refusal",
  (name) => {
    expect(failureOf(fromAws(name))).toMatchObject({ kind: "refused", code: name });
  },
);

test.each([
  fromAws("Throttling"),
  fromAws("ThrottlingException"),
  fromAws("TooManyRequestsException"),
  fromAws("RequestLimitExceeded"),
  fromAws("SomethingElse", 429),
  fromAws("InternalFailure", 500),
  fromAws("ServiceUnavailable", 503),
  fromAws("Unknown", 403),
  Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  Object.assign(new Error("timed out"), { name: "TimeoutError" }),
  Object.assign(new Error("aborted"), { name: "AbortError" }),
  new SyntaxError("Unexpected token"),
  "not even an error",
])("the failure %s is unavailable, and may be retried", (error) => {
  expect(failureOf(error).kind).toBe("unavailable");
});

test.each([
  fromAws("InvalidClientTokenId", 403),
  fromAws("ExpiredToken", 403),
  fromAws("SignatureDoesNotMatch", 403),
  fromAws("UnrecognizedClientException"),
  Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" }),
])("the failure %s means that AWS does not know the caller", (error) => {
  expect(failureOf(error).kind).toBe("unauthenticated");
});

test("a failure keeps nothing of an answer that the SDK could not read, since it may hold credentials", () => {
  const unread = Object.assign(new SyntaxError(`Unexpected token in "hunter2"`), {
    $metadata: { httpStatusCode: 200, requestId: "request-1" },
    $response: { body: "hunter2" },
    $responseBodyText: "hunter2",
  });
  const failure = failureOf(unread);
  expect(failure).toMatchObject({ kind: "unavailable", httpStatus: 200, awsRequestId: "request-1" });
  expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain("hunter2");
});

test("a failure keeps nothing of AWS's message about a signature, since it repeats the session's token", () => {
  const said = "The canonical string should have been x-amz-security-token:hunter2";
  const failure = failureOf(fromAws("SignatureDoesNotMatch", 403, said));
  expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain("hunter2");
});
