import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { deploymentId, roleArn, target } from "../../../test/deployment.ts";
import { issuedSession, recordingPorts } from "../../../test/session-ports.ts";
import { openSession } from "./open-session.ts";
import type { WantedSession } from "./session.ts";

const wanted: WantedSession = {
  kind: "deploy",
  target,
  deploymentId,
  roleArn,
  externalIdOf: roleArn,
  requestedSeconds: 3_600,
  sourceIdentity: "deployment",
  narrowing: { by: "nothing" },
};
const unavailable = new Problem("unavailable", "The credentials service cannot reach its database.");
const fails = async () => Promise.reject(unavailable);

test("openSession records the intent before it asks AWS, and the outcome before it returns", async () => {
  const { ports, order } = recordingPorts();
  await expect(openSession(ports, wanted)).resolves.toEqual(issuedSession);
  expect(order()).toEqual(["getExternalId", "recordIntent", "assumeRole", "recordIssued"]);
});

test("openSession waits until the intent is committed before it asks AWS", async () => {
  let isCommitted = false;
  const { ports } = recordingPorts({
    recordIntent: async () => {
      await new Promise(setImmediate);
      isCommitted = true;
      return "issuance-1";
    },
    assumeRole: async () => {
      expect(isCommitted).toBe(true);
      return issuedSession;
    },
  });
  await openSession(ports, wanted);
});

test("openSession waits until the outcome is committed before it returns", async () => {
  let isCommitted = false;
  const { ports } = recordingPorts({
    recordIssued: async () => {
      await new Promise(setImmediate);
      isCommitted = true;
    },
  });
  await openSession(ports, wanted);
  expect(isCommitted).toBe(true);
});

test("openSession does not ask AWS when the intent cannot be recorded", async () => {
  const { ports, order } = recordingPorts({ recordIntent: fails });
  await expect(openSession(ports, wanted)).rejects.toBe(unavailable);
  expect(order()).toEqual(["getExternalId", "recordIntent"]);
});

test("openSession does not ask AWS without an external ID", async () => {
  const { ports, order } = recordingPorts({ getExternalId: fails });
  await expect(openSession(ports, wanted)).rejects.toBe(unavailable);
  expect(order()).toEqual(["getExternalId"]);
});

test("openSession fails when the outcome cannot be recorded, and returns no credentials", async () => {
  const { ports } = recordingPorts({ recordIssued: fails });
  await expect(openSession(ports, wanted)).rejects.toBe(unavailable);
});

test("openSession asks AWS with the external ID of this organization and role", async () => {
  const { ports, calls } = recordingPorts({ getExternalId: async (org, role) => `${org} ${role}` });
  await openSession(ports, wanted);
  const assumed = calls.find(({ port }) => port === "assumeRole");
  expect(assumed?.args[1]).toBe(`acmecorp ${roleArn}`);
});

test("openSession writes nothing secret into the ledger", async () => {
  const { ports, calls } = recordingPorts();
  await openSession(ports, wanted);
  const recorded = calls.filter(({ port }) => port.startsWith("record"));
  expect(JSON.stringify(recorded)).not.toContain("given-");
});

test("openSession records AWS's refusal with the problem's code and passes the problem on", async () => {
  const refusal = new Problem("role-not-assumable", "The role does not trust Stagepass.");
  const { ports, calls } = recordingPorts({ assumeRole: async () => Promise.reject(refusal) });
  await expect(openSession(ports, wanted)).rejects.toBe(refusal);
  expect(calls.at(-1)).toEqual({ port: "recordFailed", args: ["issuance-1", "role-not-assumable"] });
});

test("openSession passes on AWS's refusal even when it cannot be recorded", async () => {
  const refusal = new Problem("role-not-assumable", "The role does not trust Stagepass.");
  const { ports } = recordingPorts({
    assumeRole: async () => Promise.reject(refusal),
    recordFailed: fails,
  });
  await expect(openSession(ports, wanted)).rejects.toBe(refusal);
});
