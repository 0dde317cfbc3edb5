import { maxBodyBytes, Problem, toProblem } from "@stagepass/contracts";
import type { FastifyRequest } from "fastify";

const mebibyte = 1024 * 1024;

/** What Fastify or a handler threw, as a problem. */
export function fromFastify(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem(
        "too-large",
        `The body is larger than the limit of ${maxBodyBytes / mebibyte} MiB. Send a smaller template.`,
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
    default:
      return toProblem(error);
  }
}

/** No route has this method and path. */
export function notFound({ method, url }: FastifyRequest): Problem {
  const path = url.split("?", 1)[0];
  return new Problem(
    "not-found",
    `There is no endpoint ${method} ${path}. See /docs for those that there are.`,
  );
}
