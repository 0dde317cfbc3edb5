/**
 * How a call to AWS failed: `refused` means that trying again cannot help, `unauthenticated` that AWS does not accept
 * the caller's keys, and `unavailable` that trying again may help: throttling, time-outs, broken connections,
 * unreadable answers.
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
 * A failed call to AWS, with only those facts of it that may be logged. The SDK's own errors never leave this folder:
 * an error about an unreadable answer holds that answer, and in it perhaps credentials or a secret.
 */
export class AwsFailure extends Error {
  override readonly name = "AwsFailure";
  readonly kind: FailureKind;
  /** AWS's error code, or the name of the SDK's error. */
  readonly code: string;
  readonly httpStatus: number | undefined;
  readonly awsRequestId: string | undefined;
  /** Whether AWS refused because of too many calls. */
  readonly isThrottled: boolean;
  /** How often the call was tried, if the SDK says so. */
  readonly attempts: number | undefined;
  /** AWS's own message, or an empty text when the error is not one of AWS. It is for deciding and never shown. */
  readonly said: string;

  constructor(operation: string, error: unknown) {
    const facts = factsOf(error);
    super(`${operation} failed: ${facts.code}${facts.said === "" ? "" : `: ${facts.said}`}`);
    this.kind = kindOf(facts);
    this.code = facts.code;
    this.httpStatus = facts.httpStatus;
    this.awsRequestId = facts.awsRequestId;
    this.isThrottled = throttled.test(facts.code) || facts.httpStatus === 429;
    this.attempts = facts.attempts;
    this.said = facts.said;
  }
}

/** Makes a failure from anything that a call to AWS threw, without what must not be logged. */
export function toFailure(operation: string, error: unknown): AwsFailure {
  return error instanceof AwsFailure ? error : new AwsFailure(operation, error);
}

interface Facts {
  readonly code: string;
  readonly isClientError: boolean;
  readonly httpStatus: number | undefined;
  readonly awsRequestId: string | undefined;
  readonly attempts: number | undefined;
  readonly said: string;
}

function factsOf(error: unknown): Facts {
  const name = error instanceof Error ? error.name : "Unknown";
  const metadata = field(error, "$metadata");
  const httpStatus = field(metadata, "httpStatusCode");
  const awsRequestId = field(metadata, "requestId");
  const attempts = field(metadata, "attempts");
  const systemCode = field(error, "code");
  // Only AWS's own errors have a fault. The SDK's errors about unreadable answers have a status, but that of a
  // success.
  const fault = field(error, "$fault");
  const isWorded = fault !== undefined && error instanceof Error;
  return {
    code: /^\w{1,64}$/.test(name) && name !== "Error" ? name : String(systemCode ?? "UnreadableAnswer"),
    isClientError: fault === "client" && !name.startsWith("Unknown"),
    httpStatus: typeof httpStatus === "number" ? httpStatus : undefined,
    awsRequestId: typeof awsRequestId === "string" ? awsRequestId.slice(0, 128) : undefined,
    attempts: typeof attempts === "number" ? attempts : undefined,
    // AWS explains a wrong signature by repeating what was signed, which includes the session's token.
    said: isWorded && !unauthenticated.has(name) ? error.message.slice(0, 1_024) : "",
  };
}

function kindOf({ code, isClientError, httpStatus }: Facts): FailureKind {
  if (unauthenticated.has(code)) return "unauthenticated";
  if (!isClientError || throttled.test(code) || httpStatus === 408 || httpStatus === 429)
    return "unavailable";
  return "refused";
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
