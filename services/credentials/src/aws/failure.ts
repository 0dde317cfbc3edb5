/**
 * How a call to AWS failed: `refused` is AWS's final no, `unauthenticated` means that AWS does not know who calls, and
 * `unavailable` is everything that may pass: throttling, time-outs, broken connections, nonsense.
 */
export type FailureKind = "refused" | "unauthenticated" | "unavailable";

const unauthenticated = new Set([
  "AuthFailure",
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "IncompleteSignatureException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "OptInRequired",
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
  "TokenProviderError",
  "UnrecognizedClientException",
]);
const throttled =
  /throttl|slow_?down|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|RequestThrottled|^LimitExceeded/i;

/**
 * A failed call to AWS with what of it may be logged. The SDK's own errors never leave this folder: one about an answer
 * that it could not read carries that answer, and in it perhaps credentials or a secret.
 */
export class AwsFailure extends Error {
  override readonly name = "AwsFailure";
  readonly kind: FailureKind;
  /** AWS's error code, or the name of the SDK's error. */
  readonly code: string;
  readonly httpStatus: number | undefined;
  readonly awsRequestId: string | undefined;
  /** What AWS said, when it was an error that AWS worded; for reading, not for showing. */
  readonly said: string;

  constructor(operation: string, error: unknown) {
    const facts = factsOf(error);
    super(`${operation} failed: ${facts.code}${facts.said === "" ? "" : `: ${facts.said}`}`);
    this.kind = kindOf(facts);
    this.code = facts.code;
    this.httpStatus = facts.httpStatus;
    this.awsRequestId = facts.awsRequestId;
    this.said = facts.said;
  }
}

/** Anything that was thrown on the way to AWS, without what must not be logged of it. */
export function toFailure(operation: string, error: unknown): AwsFailure {
  return error instanceof AwsFailure ? error : new AwsFailure(operation, error);
}

interface Facts {
  readonly code: string;
  readonly isRefusal: boolean;
  readonly httpStatus: number | undefined;
  readonly awsRequestId: string | undefined;
  readonly said: string;
}

function factsOf(error: unknown): Facts {
  const name = error instanceof Error ? error.name : "Unknown";
  const metadata = field(error, "$metadata");
  const httpStatus = field(metadata, "httpStatusCode");
  const awsRequestId = field(metadata, "requestId");
  const systemCode = field(error, "code");
  // Only errors in AWS's own form have a fault; the SDK's about unreadable answers have a status, but of a success.
  const fault = field(error, "$fault");
  const isWorded = fault !== undefined && error instanceof Error;
  return {
    code: /^\w{1,64}$/.test(name) && name !== "Error" ? name : String(systemCode ?? "UnreadableAnswer"),
    isRefusal: fault === "client" && !name.startsWith("Unknown"),
    httpStatus: typeof httpStatus === "number" ? httpStatus : undefined,
    awsRequestId: typeof awsRequestId === "string" ? awsRequestId.slice(0, 128) : undefined,
    // AWS explains a wrong signature by repeating what was signed, and in it the token of the session.
    said: isWorded && !unauthenticated.has(name) ? error.message.slice(0, 1_024) : "",
  };
}

function kindOf({ code, isRefusal, httpStatus }: Facts): FailureKind {
  if (unauthenticated.has(code)) return "unauthenticated";
  if (!isRefusal || throttled.test(code) || httpStatus === 408 || httpStatus === 429) return "unavailable";
  return "refused";
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
