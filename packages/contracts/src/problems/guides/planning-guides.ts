import { type ProblemGuide, untilChanged } from "./problem-guide.ts";

/** The guides of problems with planning a deploy: what it would use is not all set. */
export const planningGuides = {
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
} as const satisfies Readonly<Record<string, ProblemGuide>>;
