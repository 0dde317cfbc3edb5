/** Why any AWS service may refuse a call before it looks at the operation's own rules. */
export type RefusalReason =
  | "missing-token"
  | "incomplete-signature"
  | "unknown-key"
  | "expired-token"
  | "signature-mismatch"
  | "access-denied"
  | "unknown-action"
  | "too-large"
  | "throttled"
  | "internal";

/** A refusal that every service knows but each one names differently; the service's protocol picks the code. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** An error of one operation, with AWS's own code. Its HTTP status is 400 unless AWS says otherwise. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The code and HTTP status under which one service answers each common refusal. */
export type RefusalTable = Readonly<
  Record<RefusalReason, { readonly code: string; readonly status: number }>
>;

/** Any thrown value as the error that a service answers. What nobody foresaw becomes the service's own internal error. */
export function toAwsError(error: unknown, table: RefusalTable): AwsError {
  if (error instanceof AwsError) return error;
  const refusal =
    error instanceof Refusal ? error : new Refusal("internal", "We encountered an internal error.");
  const { code, status } = table[refusal.reason];
  return new AwsError(code, refusal.message, status);
}
