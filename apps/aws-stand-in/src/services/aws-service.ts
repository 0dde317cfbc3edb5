import type { CallDetails } from "../calls/call-log.ts";
import type { AwsError, RefusalTable } from "../http/aws-error.ts";
import type { HttpAnswer, HttpRequest } from "../http/http.ts";
import type { Caller } from "../identity/caller.ts";
import type { Store } from "../state/store.ts";

/** What an operation may use: who calls, where, when, and the state that it reads and changes. */
export interface CallContext {
  readonly caller: Caller;
  readonly region: string;
  readonly now: Date;
  readonly store: Store;
  readonly requestId: string;
}

/** A request as its service reads it, before anything about it is trusted. */
export interface AwsCall {
  readonly action: string;
  readonly details: CallDetails;
  /** Performs the operation for an authenticated caller. Throws what {@link AwsService.refuse} answers. */
  run(context: CallContext): Promise<HttpAnswer>;
}

/** One AWS service: its wire protocol and its operations. */
export interface AwsService {
  /** As in the scope of a signature. */
  readonly name: "sts" | "secretsmanager";
  readonly refusals: RefusalTable;
  /** Never throws: what cannot be read fails when the call is run. */
  read(request: HttpRequest): AwsCall;
  /** The error in the service's wire format. */
  refuse(error: AwsError, requestId: string): HttpAnswer;
}
