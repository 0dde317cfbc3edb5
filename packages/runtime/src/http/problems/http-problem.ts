import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { maxBodyBytes, Problem, toProblem } from "@stagepass/contracts";
import type { FastifyRequest } from "fastify";
import type { ProblemFormat } from "./problem-format.ts";

const mebibyte = 1024 * 1024;

/** Turns what Fastify or a handler threw into a problem. */
export function fromFastify(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem(
        "too-large",
        `The body is larger than the limit of ${maxBodyBytes / mebibyte} MiB. Send a smaller template, or fewer values at once.`,
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Problem(
        "unsupported-media-type",
        "Send the body as JSON, with the header: content-type: application/json",
      );
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new Problem("malformed", "The body is shorter or longer than its content-length says.");
    case "FST_ERR_BAD_URL":
      return new Problem("malformed", "The path is not a valid URL path: check its percent-encoding.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Problem(
        "request-timeout",
        "The request did not arrive in time. Send it again over a faster connection.",
      );
    case "HPE_HEADER_OVERFLOW":
      return new Problem("too-large", "The path and the headers are larger than 16 KiB. Shorten them.");
    default:
      return isClientError(error)
        ? new Problem("malformed", "The request is not valid HTTP.", { cause: error })
        : toProblem(error);
  }
}

/** The problem of a request whose method and path no route has. */
export function notFound({ method, url }: FastifyRequest, { advice }: ProblemFormat): Problem {
  const path = url.split("?", 1)[0];
  return new Problem("not-found", `There is no endpoint ${method} ${path}. ${advice}`);
}

/** Whether Node or Fastify found an error in the request. */
function isClientError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && /^HPE_/.test(String(error.code))) return true;
  return "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500;
}

/** Answers what Node could not read as a request, and closes the connection. */
export function answerClientError(error: Error, socket: Socket, problems: ProblemFormat): void {
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  const answer = problems.format(fromFastify(error));
  const body = JSON.stringify(answer.body);
  socket.end(
    [
      `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
      "connection: close",
      `content-type: ${problems.contentType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );
}
