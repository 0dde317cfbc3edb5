import { STSServiceException } from "@aws-sdk/client-sts";
import type { SourceIdentity } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { roleArn, target } from "../../test/deployment.ts";
import { PolicyTooLarge } from "../domain/secrets/policy-too-large.ts";
import { toFailure } from "./failure.ts";
import { stsProblem } from "./sts-problem.ts";

function problemOf(name: string, message = "", sourceIdentity: SourceIdentity = "deployment") {
  const error = new STSServiceException({
    name,
    message,
    $fault: "client",
    $metadata: { httpStatusCode: 400 },
  });
  return stsProblem(toFailure("sts:AssumeRole", error), {
    session: { roleArn, target, sourceIdentity },
    stsRegion: "us-east-1",
  });
}

test("the problem about a denied access names the role, the account and what to check", () => {
  const { code, message } = problemOf("AccessDenied");
  expect(code).toBe("role-not-assumable");
  for (const fact of [roleArn, "222222222222", "sts:TagSession", "sts:SetSourceIdentity"]) {
    expect(message).toContain(fact);
  }
  expect(message).toContain("/access-role (GET, under /v1/orgs/acmecorp/profiles/)");
});

test("the problem asks for no permission that a session without a source identity does not need", () => {
  const { message } = problemOf("AccessDenied", "", "none");
  expect(message).toContain("sts:TagSession");
  expect(message).not.toContain("sts:SetSourceIdentity");
});

test("the problem names the action that AWS denied", () => {
  const said = `User: arn:aws:iam::111111111111:user/stagepass is not authorized to perform: sts:TagSession on resource: ${roleArn}`;
  expect(problemOf("AccessDenied", said).message).toMatch(
    /^AWS refuses Stagepass sts:TagSession on the role/,
  );
});

test("the problem repeats nothing else of AWS's message", () => {
  const said = "not authorized to perform: <script>alert(1)</script> because hunter2";
  expect(problemOf("AccessDenied", said).message).not.toMatch(/script|hunter2/);
});

test.each([
  ["ValidationError", /does not accept the request/],
  ["MalformedPolicyDocumentException", /does not accept the policy/],
  ["RegionDisabledException", /not enabled in us-east-1/],
  ["SomethingNew", /SomethingNew/],
])("AWS's error %s becomes role-not-assumable with its explanation", (name, said) => {
  expect(problemOf(name)).toMatchObject({
    code: "role-not-assumable",
    message: expect.stringMatching(said),
  });
});

test("a policy that is too large becomes PolicyTooLarge", () => {
  expect(problemOf("PackedPolicyTooLargeException")).toBeInstanceOf(PolicyTooLarge);
});

test.each(["InvalidClientTokenId", "ExpiredToken", "SignatureDoesNotMatch"])(
  "the problem about AWS's error %s addresses the operator of Stagepass",
  (name) => {
    expect(problemOf(name)).toMatchObject({
      code: "unavailable",
      facts: { part: "credentials" },
      message: expect.stringMatching(/Stagepass's own AWS credentials do not work/),
    });
  },
);

test("throttling becomes unavailable, which can be retried", () => {
  expect(problemOf("Throttling")).toMatchObject({ code: "unavailable", facts: { part: "credentials" } });
});
