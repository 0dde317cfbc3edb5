import { type ProblemGuide, untilChanged } from "./problem-guide.ts";

/** The guides of problems with what Stagepass holds: it is not there, or it is in the way. */
export const storedGuides = {
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
} as const satisfies Readonly<Record<string, ProblemGuide>>;
