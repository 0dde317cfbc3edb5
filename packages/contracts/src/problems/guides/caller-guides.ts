import type { ProblemGuide } from "./problem-guide.ts";

/** The guides of problems with who is calling: which key it is, what it may do, and how often. */
export const callerGuides = {
  unauthenticated: {
    meaning: "Stagepass does not know who is calling.",
    causes: [
      "The request has no header `Authorization: Bearer sp_…`.",
      "The access key is not known: it was mistyped, cut off, or belongs to another installation.",
      "The access key was revoked, or its time is over.",
      "The session of a browser has ended: it lasts twelve hours at most, and not longer than its key works.",
    ],
    advice: [
      "Send an access key in the `Authorization` header, or sign in again.",
      "Ask an admin of the organization for a new key. A lost key cannot be shown again.",
    ],
    retry: "The same key is refused again.",
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail: "This access key does not work: it is unknown, revoked or expired. Ask an admin for another.",
      },
    },
  },
  forbidden: {
    meaning: "The access key works, and does not permit this.",
    causes: [
      "The key has another role than the endpoint needs: a `deployer` cannot change profiles.",
      "The key is limited to some applications or stages, and the target is not among them.",
      "The operator's key was used for something of an organization that only a key of the organization may do.",
      "An existing Serverless Framework client is older than the organization permits, or such clients are denied.",
      "A browser made a change by the cookie of a session, and nothing proves that a page of Stagepass itself caused it.",
    ],
    advice: [
      "Use a key with the role that `detail` names.",
      "Ask an admin for a key with a wider scope where the target is not covered.",
    ],
    retry: "The same key is refused again.",
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          "This key does not cover the app storefront with the stage prod. Ask an admin for a wider key.",
      },
    },
  },
  "too-many-requests": {
    meaning:
      "One access key has more requests under way at the same time than one may, so that the others are served.",
    causes: [
      "With this key, so many requests are under way that few others would have room (`HTTP_MAX_CONCURRENT`).",
      "Within a minute there were more than thirty attempts to sign in from this address or with this key.",
    ],
    advice: ["Wait for as long as the header `Retry-After` says, and send fewer requests at the same time."],
    retry: "The same request is taken once the caller sends less.",
    example: {
      request: "POST /v1/resolve",
      facts: { detail: "This access key has as many requests under way as one may. Try again shortly." },
    },
  },
} as const satisfies Readonly<Record<string, ProblemGuide>>;
