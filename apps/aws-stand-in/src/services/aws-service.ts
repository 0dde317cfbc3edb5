import type { CallDetails } from "../calls/call-log.ts";
import type { AwsError, CommonErrorTable } from "../http/aws-error.ts";
import type { HttpAnswer, HttpRequest } from "../http/http.ts";
import type { Caller } from "../identity/caller.ts";
import type { Store } from "../state/store.ts";

/** What an operation can use: the caller, the region, the time, and the state that it reads and changes. */
export interface CallContext {
  readonly caller: Caller;
  readonly region: string;
  readonly now: Date;
  readonly store: Store;
  readonly requestId: string;
}

/** A request as its service reads it, before the caller is authenticated. */
export interface AwsCall {
  readonly action: string;
  readonly details: CallDetails;
  /**
   * Performs the operation for an authenticated caller. Throws the errors that {@link AwsService.formatError} formats.
   */
  run(context: CallContext): Promise<HttpAnswer>;
}

/** One AWS service: its protocol and its operations. */
export interface AwsService {
  /** The name in the scope of a signature. */
  readonly name: "sts" | "secretsmanager" | "ssm";
  readonly commonErrors: CommonErrorTable;
  /** Reads a request. It never throws: a request that cannot be read fails when the call is run. */
  read(request: HttpRequest): AwsCall;
  /** Makes the response for an error in the format of the service's protocol. */
  formatError(error: AwsError, requestId: string): HttpAnswer;
}
