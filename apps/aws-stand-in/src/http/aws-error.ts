/** The kinds of errors that all AWS services have in common, whatever the operation. */
export type CommonErrorKind =
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

/** An error that all AWS services have in common. Each service answers it with a code of its own. */
export class CommonError extends Error {
  override readonly name = "CommonError";
  readonly kind: CommonErrorKind;

  constructor(kind: CommonErrorKind, message: string) {
    super(message);
    this.kind = kind;
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

/** The code and HTTP status with which one service answers each common error. */
export type CommonErrorTable = Readonly<
  Record<CommonErrorKind, { readonly code: string; readonly status: number }>
>;

/**
 * Makes the error that a service answers from anything that was thrown. An unexpected value becomes the service's
 * internal error.
 */
export function toAwsError(error: unknown, table: CommonErrorTable): AwsError {
  if (error instanceof AwsError) return error;
  const common =
    error instanceof CommonError ? error : new CommonError("internal", "We encountered an internal error.");
  const { code, status } = table[common.kind];
  return new AwsError(code, common.message, status);
}
