import { type ProblemGuide, untilChanged } from "./problem-guide.ts";

/** The guides of problems with what a deploy needs AWS or a part of Stagepass for. */
export const dependencyGuides = {
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
} as const satisfies Readonly<Record<string, ProblemGuide>>;
