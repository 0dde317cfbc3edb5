import { fillAccessRole, Problem, SessionCredentials } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { accessRole, deploymentId, roleArn, target } from "../../../test/deployment.ts";
import { recordingPorts } from "../../../test/session-ports.ts";
import { issueCredentials } from "./issue-credentials.ts";

const planRoleArn = "arn:aws:iam::222222222222:role/plan";
const input = { target, deploymentId, accessRole, purpose: "deploy" } as const;

function assumed({ calls }: ReturnType<typeof recordingPorts>) {
  return calls.find(({ port }) => port === "assumeRole")?.args[0];
}

test("issued credentials are those of AWS, with the target's region and the granted duration", async () => {
  const { ports } = recordingPorts();
  const answer = await issueCredentials(ports, {
    ...input,
    accessRole: { roleArn, durationSeconds: 43_200 },
  });
  expect(SessionCredentials.parse(answer)).toEqual({
    accessKeyId: "ASIAEXAMPLE000000001",
    secretAccessKey: "given-secret-access-key",
    sessionToken: "given-session-token",
    expiration: "2026-11-20T12:00:00.000Z",
    durationSeconds: 3_600,
    roleArn,
    region: "eu-central-1",
  });
});

test("issued credentials have no region when the target has none", async () => {
  const { org, app, stage } = target;
  expect(
    await issueCredentials(recordingPorts().ports, { ...input, target: { org, app, stage } }),
  ).not.toHaveProperty("region", expect.anything());
});

test("credentials for a deploy are of the access role and not narrowed", async () => {
  const recording = recordingPorts();
  await issueCredentials(recording.ports, { ...input, accessRole: { ...accessRole, planRoleArn } });
  expect(assumed(recording)).toMatchObject({ kind: "deploy", roleArn, narrowing: { by: "nothing" } });
});

test.each([
  [undefined, "deployment"],
  ["deployment", "deployment"],
  ["none", "none"],
] as const)(
  "a profile whose source identity is %s gets sessions with %s, also for a plan",
  async (said, expected) => {
    for (const purpose of ["deploy", "plan"] as const) {
      const recording = recordingPorts();
      await issueCredentials(recording.ports, {
        ...input,
        purpose,
        accessRole: { ...accessRole, sourceIdentity: said },
      });
      expect(assumed(recording)).toMatchObject({ sourceIdentity: expected });
    }
  },
);

test("credentials for a plan are of the plan role when the profile names one", async () => {
  const recording = recordingPorts();
  const answer = await issueCredentials(recording.ports, {
    ...input,
    purpose: "plan",
    accessRole: { ...accessRole, planRoleArn },
  });
  expect(assumed(recording)).toMatchObject({
    kind: "plan",
    roleArn: planRoleArn,
    narrowing: { by: "nothing" },
  });
  expect(recording.calls[0]).toEqual({ port: "getExternalId", args: ["acmecorp", planRoleArn] });
  expect(answer.roleArn).toBe(planRoleArn);
});

test("credentials of a role that a target was filled into are asked for with its template's external ID", async () => {
  const recording = recordingPorts();
  const template = "arn:aws:iam::222222222222:role/{app}/{service}";
  const filled = fillAccessRole({ ...accessRole, roleArn: template }, target);
  const answer = await issueCredentials(recording.ports, { ...input, accessRole: filled });
  expect(recording.calls[0]).toEqual({ port: "getExternalId", args: ["acmecorp", template] });
  expect(answer.roleArn).toBe("arn:aws:iam::222222222222:role/storefront/checkout");
});

test("credentials for a plan are of the access role, narrowed to reading, when there is no plan role", async () => {
  const recording = recordingPorts();
  const chinese = "arn:aws-cn:iam::222222222222:role/deploy";
  await issueCredentials(recording.ports, {
    ...input,
    purpose: "plan",
    accessRole: { ...accessRole, roleArn: chinese },
  });
  expect(assumed(recording)).toMatchObject({
    kind: "plan",
    roleArn: chinese,
    narrowing: { by: "managed-policy", policyArn: "arn:aws-cn:iam::aws:policy/ReadOnlyAccess" },
  });
});

test("no credentials are returned when the ledger cannot be completed", async () => {
  const unavailable = new Problem("unavailable", "The credentials service cannot reach its database.");
  const { ports } = recordingPorts({ recordIssued: async () => Promise.reject(unavailable) });
  await expect(issueCredentials(ports, input)).rejects.toBe(unavailable);
});
