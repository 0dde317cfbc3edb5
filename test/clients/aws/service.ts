import type { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { HttpAnswer, HttpRequest } from "../../../apps/aws-stand-in/src/http/http.ts";
import type { Caller } from "../../../apps/aws-stand-in/src/identity/caller.ts";

/** A request whose signature was verified to be that of a session. */
export interface SignedRequest {
  readonly request: HttpRequest;
  readonly caller: Caller;
  readonly region: string;
}

/** The part of an AWS service that a deploy needs. */
export interface Service {
  /** Returns the operation that a request names, or a description of the request when there is no such operation. */
  actionOf(request: HttpRequest): string;
  /** Performs the operation. Throws an {@link AwsError}. */
  answer(signed: SignedRequest): HttpAnswer | Promise<HttpAnswer>;
  /** Makes the response for an error in the format of the service's protocol. */
  formatError(error: AwsError, requestId: string): HttpAnswer;
}

/** Makes a response of one of AWS's XML protocols. */
export function xml(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, contentType: "text/xml", headers, body };
}
