import { type ProblemGuide, untilChanged } from "./problem-guide.ts";

/** The guides of problems with the form of a request: how it was sent, and what it says. */
export const requestGuides = {
  malformed: {
    meaning: "Stagepass could not read the request at all, so that it never looked at what the request says.",
    causes: [
      "The body is not valid JSON; `detail` names the line and the column.",
      "The body is not valid UTF-8, or its length is not the one that `content-length` says.",
      "The path has a percent-encoding that stands for nothing, such as `%zz`.",
      'An `If-Match` or `If-None-Match` header is neither `*` nor a list of entity tags such as `"7"`.',
      "The request is not valid HTTP.",
    ],
    advice: [
      "Correct what `detail` names.",
      "Make JSON with a library instead of by joining text, and percent-encode the parts of a path.",
    ],
    retry: untilChanged,
    example: {
      request: "PUT /v1/orgs/acmecorp/profiles/prod",
      facts: {
        detail: "$ is not valid JSON: line 3, column 18: this cannot stand here; correct it",
        errors: [
          { path: "$", message: "is not valid JSON: line 3, column 18: this cannot stand here; correct it" },
        ],
      },
    },
  },
  invalid: {
    meaning:
      "The request breaks one or more rules. `errors` lists every rule that was found broken, each with the JSON path of " +
      "its value. Paths of the body begin at `$`; those of the path, the query and the headers at `$.path`, `$.query` " +
      "and `$.headers`.",
    causes: [
      "A field is missing, is not known, or does not have the type, length or form that it must have.",
      "A body is missing where one is needed, or was sent where none is taken.",
      "The body names a profile, a policy or a parameter that does not exist.",
      "The settings, exemptions or examples of a safeguard do not fit its policy.",
      "A parameter is new and has neither a value nor a reference, or refers to a secret in a profile without a role.",
      "The template cannot be read, or a resource in it is not what CloudFormation takes.",
      "A `cursor` was not given by this list, or an access key would expire in the past.",
    ],
    advice: [
      "Correct every value that `errors` names: nothing was saved.",
      "A message that suggests a name knows one that is spelled alike.",
    ],
    retry: untilChanged,
    example: {
      request: "PUT /v1/orgs/acmecorp/profiles/prod",
      facts: {
        detail: "$.safeguards[0].safeguard: there is no policy allowed-region. Did you mean allowed-regions?",
        errors: [
          {
            path: "$.safeguards[0].safeguard",
            message: "there is no policy allowed-region. Did you mean allowed-regions?",
          },
        ],
      },
    },
  },
  "request-timeout": {
    meaning: "The request did not arrive within a minute, and the connection was closed.",
    causes: [
      "The connection is too slow for a large template.",
      "The caller opened a connection, and did not send all of what `content-length` announced.",
    ],
    advice: ["Send the request over a faster connection, or send a smaller template."],
    retry: "Nothing of the request was carried out, and another try may arrive in time.",
    example: {
      request: "POST /v1/resolve",
      facts: { detail: "The request did not arrive in time. Send it again over a faster connection." },
    },
  },
  "precondition-failed": {
    meaning:
      "The condition that the request made with `If-Match` or `If-None-Match` does not hold; nothing was changed.",
    causes: [
      "Somebody changed the thing since it was read with the `ETag` that `If-Match` names.",
      "`If-Match: *` asks to change something, and nothing is there.",
      "`If-None-Match: *` asks to add something, and it exists.",
    ],
    advice: [
      "Read it again, repeat your change on what is there now, and send its new `ETag` as `If-Match`.",
      "To add something, choose another name. To change what exists, leave `If-None-Match` out.",
    ],
    retry: "The same condition fails again. Read first, then send the request with the new `ETag`.",
    example: {
      request: "PUT /v1/orgs/acmecorp/profiles/prod",
      facts: {
        detail: 'It is now at "8". Read it again, repeat your change on that, and send its ETag as If-Match.',
      },
    },
  },
  "too-large": {
    meaning: "The request, or what would have to be answered, is larger than Stagepass takes.",
    causes: [
      "The body is larger than 6 MiB.",
      "The path and the headers together are larger than 16 KiB.",
      "The parameters and mappings of a template are referred to so often that filling them in takes too much text.",
      "What one service sends another does not fit into a message of the bus.",
    ],
    advice: [
      "Send a smaller template: split the stack, or leave out what is not part of it.",
      "Use fewer or shorter parameters where the answer is what is too large.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          "The body is larger than the limit of 6 MiB. Send a smaller template, or fewer values at once.",
      },
    },
  },
  "unsupported-media-type": {
    meaning: "The body is in another format than JSON, or does not say that it is JSON.",
    causes: ["The header `content-type` is missing, or is not `application/json`."],
    advice: ["Send the body as JSON, with `content-type: application/json`."],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: { detail: "Send the body as JSON, with the header: content-type: application/json" },
    },
  },
} as const satisfies Readonly<Record<string, ProblemGuide>>;
