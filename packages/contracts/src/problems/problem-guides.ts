import type { ProblemCode, ProblemFacts } from "./problem.ts";

/** What the page of a problem says beside its code, status and title. Text between backticks is code. */
export interface ProblemGuide {
  readonly meaning: string;
  /** When it is answered, one sentence for each cause. */
  readonly causes: readonly string[];
  /** What to do, one sentence for each step. */
  readonly advice: readonly string[];
  /** Whether the same request can succeed when it is sent again, and why. */
  readonly retry: string;
  readonly example: {
    /** The first line of a request that it is the answer to. */
    readonly request: string;
    readonly facts: ProblemFacts;
  };
}

const untilChanged = "The same request is answered in the same way until something is changed.";

/** The guide of every problem. Its page in `docs/problems`, and the page that its `type` leads to, are made from it. */
export const problemGuides: Readonly<Record<ProblemCode, ProblemGuide>> = {
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
  "not-found": {
    meaning:
      "What the request is about does not exist, or belongs to another organization. Both are answered alike, so that " +
      "nobody can find out what others have.",
    causes: [
      "The organization, profile, application, stage, parameter, access key or deployment of the path does not exist.",
      "The key belongs to another organization than the one that was named.",
      "The version of a profile was never made, or was deleted.",
      "The profile has no access role, where that role was asked for.",
      "There is no endpoint with this method and path.",
    ],
    advice: [
      "Compare the names with those that exist; `detail` suggests one that is spelled alike.",
      "Look up the endpoints at `/docs`.",
    ],
    retry: untilChanged,
    example: {
      request: "GET /v1/orgs/acmecorp/profiles/prd",
      facts: { detail: 'There is no profile "prd" in acmecorp. Did you mean prod?' },
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
  conflict: {
    meaning: "The request is correct by itself, and what Stagepass holds does not allow it.",
    causes: [
      "The values of a version were destroyed: the version cannot be restored, and a resolve that had chosen it ends.",
      "A profile, application or stage is to be renamed to a name that is taken, or that a profile or application had before.",
      "An existing client creates an application or a profile that exists.",
      "An existing client reports another record of a deployment that was recorded.",
      "An existing client asks for an output that is withheld, because it holds a secret.",
      "A safeguard blocks the deploy of an existing client, which knows no verdict.",
    ],
    advice: ["Read `detail`: it names what is in the way, and what to do about it."],
    retry:
      untilChanged +
      " A resolve whose version was destroyed while it ran is the exception: the next one chooses the newest version.",
    example: {
      request: "POST /v1/orgs/acmecorp/profiles/prod/versions/3/rollback",
      facts: {
        detail:
          "Version 3 of prod cannot be restored: the values of STRIPE_KEY were destroyed. " +
          "Save the profile with new values instead.",
      },
    },
  },
  "org-exists": {
    meaning: "An organization with this name exists, and was left as it is.",
    causes: ["The operator creates an organization under a name that is taken."],
    advice: [
      "Choose another name.",
      "Where the organization is the one that you meant and its admin key is lost, make another key for it with the " +
        "operator's key: `POST /v1/orgs/{org}/access-keys`.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/orgs",
      facts: { detail: "The organization acmecorp exists already. Choose another name." },
    },
  },
  "no-profile": {
    meaning:
      "No deployment profile applies to the target: the application has none for exactly this stage, and no default " +
      "profile, and the organization's stage map has no line for it.",
    causes: [
      "The stage was never mapped to a profile, or its mapping was removed.",
      "The name of the stage is spelled in another way than the mapping's, or holds a variable that was not resolved.",
      "The application has no default profile for the stages that are not mapped, so that a misspelt stage is refused.",
      "No line of the organization's stage map matches the stage, or the application does not inherit the map " +
        "(`inheritsStages: false`).",
    ],
    advice: [
      "Map the stage: `PUT /v1/orgs/{org}/apps/{app}/stages/{stage}`.",
      "Or give the application a default profile: `PATCH /v1/orgs/{org}/apps/{app}`.",
      "Or map stages of all applications that do not say otherwise: `PATCH /v1/orgs/{org}` with `stages`.",
      "Do not deploy with other AWS credentials instead: nobody decided that this deploy may go. Where deploys without a " +
        'profile are meant to go, the application says so: `unprofiled: "allow"`.',
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          'The app storefront has no profile for the stage "qa" and no default profile, and no line of the ' +
          "organization's stage map matches it. Map the stage to a profile, or give the app a default profile.",
      },
    },
  },
  "no-provider": {
    meaning:
      "The application takes its AWS access from providers, and no provider applies to the target: the instance has " +
      "none, its service has none, and the organization has no default provider.",
    causes: [
      "Neither the instance nor the service is linked to a provider, and none is the organization's default.",
      "The instance takes nothing from its service and its organization (`inherits: false`), and is not linked to a provider.",
      "An existing client does not say which service it deploys or where to, so that no link can be found for it.",
    ],
    advice: [
      "Link the instance or the service to a provider in `provider`, or make a provider the organization's default: " +
        "`PATCH /v1/orgs/{org}/providers/{provider}` with `isDefault`.",
      'Where a deploy is to have no credentials, say so: `{ "none": true }` instead of a provider\'s name.',
      "Update an existing client that does not say its service and region.",
      "Do not deploy with other AWS credentials instead: nobody decided that this deploy may go.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          'No provider applies to checkout of storefront in "qa" in eu-central-1: the instance is linked to none, the ' +
          "service is linked to none, and acmecorp has no default provider. Set one in one of these places.",
      },
    },
  },
  "profile-in-use": {
    meaning: "The profile cannot be deleted, because deploys depend on it.",
    causes: ["A stage of an application is mapped to the profile, or an application has it as its default."],
    advice: ["Map the stages and applications that `detail` names to another profile, then delete this one."],
    retry: untilChanged,
    example: {
      request: "DELETE /v1/orgs/acmecorp/profiles/prod",
      facts: {
        detail:
          "The profile prod is used by storefront/prod. " +
          "Map these stages and apps to another profile first, then delete it.",
      },
    },
  },
  "provider-in-use": {
    meaning: "The provider cannot be deleted or limited, because deploys depend on it.",
    causes: [
      "A service or an instance is linked to the provider, and would lose it.",
      "A service or an instance of an application that the limit leaves out is linked to the provider.",
      "The provider is the organization's default, which every application can come to use.",
    ],
    advice: [
      "Link what `detail` names to another provider first, or keep its application in `apps`.",
      "Make another provider the default, or none, before this one is deleted or limited: send `isDefault` as false.",
    ],
    retry: untilChanged,
    example: {
      request: "DELETE /v1/orgs/acmecorp/providers/production",
      facts: {
        detail:
          "The provider production cannot be deleted: it is linked to storefront/checkout and storefront/search. " +
          "Link these to another provider first.",
      },
    },
  },
  "missing-parameter": {
    meaning:
      "A service lists keys that every deploy of it must find, and one of them has no value for this target. Nothing was " +
      "evaluated and nothing was issued.",
    causes: [
      "The key was never set on the service or on the instance.",
      "The instance hides the service's value with `none`, or takes nothing from its service (`inherits: false`).",
      "The application is `mixed`, and the parameters of the service and the instance hide those of the profile.",
    ],
    advice: [
      "Set the key that `detail` names on the instance or on the service.",
      "Or take it from the service's `requiredParameters`.",
      "Ask `POST /v1/explain` where each value of the target comes from.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          'The parameter DB_URL, which checkout requires, is not set for checkout of storefront in "qa" in eu-central-1. ' +
          "Set it on the instance or on the service.",
      },
    },
  },
  "plan-needs-role": {
    meaning:
      "A plan is given credentials that can only read, and they can be made of an access role alone. The provider that " +
      "applies holds static AWS keys.",
    causes: [
      "The purpose is `plan`, and the provider of the target has static keys instead of an access role.",
    ],
    advice: [
      "Give the provider an access role instead of its keys.",
      "Or link the target to another provider, which has a role.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          "The provider partner-account holds static keys, of which no read-only credentials can be made for a plan. " +
          "Give it an access role.",
      },
    },
  },
  "invalid-role-arn": {
    meaning:
      "The ARN of the provider's role has placeholders such as `{service}`, and what the target has there cannot be a part " +
      "of a role's ARN. Stagepass does not change a name to make it fit, since two names could then mean one role.",
    causes: [
      "The name of the service, the stage or the application has characters that the name of a role must not have, such " +
        "as a slash, a colon, a star or a space.",
      "The name of the role would be longer than 64 characters with it, or its path longer than 512.",
      "Another target would have the same role, because a hyphen could belong to either of two names: `shop` with `api-v2` " +
        "and `shop-api` with `v2` are both `shop-api-v2` in `{app}-{service}`.",
      "The caller does not say its service, and the ARN needs it.",
    ],
    advice: [
      "Rename what `detail` names to letters, digits and `_+=,.@-`.",
      "Put a character between the placeholders that the names do not have, such as an underscore: `{app}_{service}`.",
      "Or link this service or instance to a provider whose role has no such placeholder.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          'The service "api/v2" cannot stand in arn:aws:iam::222222222222:role/{app}_{service}: it has "/", which a ' +
          "role's name must not have. Use letters, digits and _+=,.@- alone, or link to a provider whose role does not " +
          "name the service.",
      },
    },
  },
  "role-not-assumable": {
    meaning:
      "AWS does not give Stagepass a session of the profile's access role, so that nothing was given out.",
    causes: [
      "The role does not exist, or its trust policy does not let in Stagepass with the external ID of the organization.",
      "The trust policy does not allow `sts:TagSession`, or `sts:SetSourceIdentity` where the profile asks for it.",
      "AWS STS is not enabled in the region of the target for the account of the role.",
      "AWS does not accept the role's ARN, or the policy that narrows the session to what it is for.",
      "The identity that Stagepass itself has in AWS may not assume roles.",
    ],
    advice: [
      "Compare the role's trust policy with the one that Stagepass shows: " +
        "`GET /v1/orgs/{org}/profiles/{profile}/access-role`.",
      "After a role was deleted and made again, save the trust policies that name it again.",
    ],
    retry: `${untilChanged} A trust policy that was saved just now can take AWS some seconds to apply.`,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          "AWS STS is not enabled in eu-south-2 for the account 222222222222 of " +
          "arn:aws:iam::222222222222:role/deploy. Enable it in that account.",
      },
    },
  },
  "secret-not-readable": {
    meaning:
      "A parameter refers to a secret in AWS Secrets Manager, or to a parameter in SSM Parameter Store, that could not be " +
      "read with the access role of the deploy. " +
      "No parameter and no credentials were given out.",
    causes: [
      "There is no such secret or SSM parameter, or no such version or label of it, in the region and the account of the role.",
      "The role does not permit `secretsmanager:GetSecretValue` or `ssm:GetParameters` for it, or not `kms:Decrypt` with its KMS key.",
      "The secret is marked for deletion, or holds a binary value.",
      "The reference names a `jsonKey`, and the secret is not a JSON object, has no such key, or has a number there that " +
        "is too large to be read exactly.",
      "The deploy gets no role to read the value with: its profile has none, or it gets static keys or no credentials.",
    ],
    advice: [
      "Create or correct the secret or the SSM parameter, or correct the reference where it is set; `detail` names the parameter.",
      "Allow the role to read it.",
    ],
    retry: untilChanged,
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail:
          "The parameter DB_URL: there is no secret prod/db in eu-central-1 in the account of " +
          "arn:aws:iam::222222222222:role/deploy. Create it, or correct the reference in the profile.",
      },
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
  internal: {
    meaning:
      "Stagepass failed in a way that it did not expect. Outsiders are told nothing more; the log of the service has " +
      "the reason under the `requestId` of the answer.",
    causes: [
      "There is a fault in Stagepass.",
      "A service answered another one something that the other cannot read.",
    ],
    advice: [
      "Give the `requestId` to whoever operates Stagepass.",
      "Operators search the log for it, and report the fault with the log's line.",
    ],
    retry: "A fault that depends on the moment may not come again. Stop after a few tries.",
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail: "Stagepass failed in a way that it did not expect. Its log says more under this request id.",
      },
    },
  },
  unavailable: {
    meaning:
      "A part of Stagepass, or AWS, does not answer at the moment. `part` names the service that could not do its " +
      "share. No answer is ever partial: nothing was given out.",
    causes: [
      "A service, its database or the bus does not answer, or not in time.",
      "AWS STS or Secrets Manager does not answer properly, or throttles Stagepass.",
      "The AWS credentials of Stagepass itself do not work, which its operator has to correct.",
      "More requests are under way than the process can answer in time (`HTTP_MAX_CONCURRENT`, `HTTP_TARGET_MS`).",
      "So much is to be evaluated at the same moment that a policy or a template could not be looked at in time.",
      "Services of two releases run beside each other during an update, and one sends what the other does not know yet.",
    ],
    advice: [
      "Try again with a pause that grows: after one second, as `Retry-After` says, then two, four.",
      "Operators look at `/readyz`, which names the dependency that is missing.",
      "Do not deploy with other AWS credentials instead: nobody decided that this deploy may go.",
    ],
    retry: "The same request succeeds once the part answers again.",
    example: {
      request: "POST /v1/resolve",
      facts: {
        detail: "The credentials service did not answer in time. Try again shortly.",
        part: "credentials",
      },
    },
  },
};
