import type { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { HttpAnswer, HttpRequest } from "../../../apps/aws-stand-in/src/http/http.ts";
import type { Caller } from "../../../apps/aws-stand-in/src/identity/caller.ts";

/** A request whose signature has been proven to be that of a session. */
export interface SignedRequest {
  readonly request: HttpRequest;
  readonly caller: Caller;
  readonly region: string;
}

/** As much of an AWS service as a deploy needs. */
export interface Service {
  /** The operation that a request asks for, or a description of it where there is none such. */
  actionOf(request: HttpRequest): string;
  /** Performs the operation. Throws an {@link AwsError}. */
  answer(signed: SignedRequest): HttpAnswer | Promise<HttpAnswer>;
  /** The error in the service's wire format. */
  formatError(error: AwsError, requestId: string): HttpAnswer;
}

/** An answer of one of AWS's XML protocols. */
export function xml(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, contentType: "text/xml", headers, body };
}
