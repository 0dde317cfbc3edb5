import { expect, test } from "vitest";
import { check } from "./check.ts";
import type { Facts } from "./facts.ts";
import type { History } from "./history.ts";

type Told = Pick<History, "writes" | "resolved" | "leaks">;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const event = (id: string, type: string, data: object) => ({ id, type, subject: "acmecorp", data });
const updated = (id: string, version: number) =>
  event(id, "profiles.v1.profile.updated", { profile: "p", version });

const told: Told = {
  writes: [{ profile: "p", version: 2, description: "second" }],
  resolved: [{ deploymentId: "dep_1", verdict: "allowed", hasCredentials: true }],
  leaks: [],
};
const kept: Facts = {
  versions: [
    { profile: "p", version: 1, description: "first" },
    { profile: "p", version: 2, description: "second" },
  ],
  deployments: [{ id: "dep_1", verdict: "allowed", outcome: "resolved", requestedAt: at(1) }],
  issuances: [{ deploymentId: "dep_1", sessionName: "s1", status: "issued", createdAt: at(2) }],
  committedEvents: ["e1", "e2", "e3", "e4"],
  events: [
    event("e1", "profiles.v1.profile.created", { profile: "p", version: 1 }),
    updated("e2", 2),
    event("e3", "credentials.v1.session.issued", { deploymentId: "dep_1", sessionName: "s1" }),
    event("e4", "resolver.v1.deployment.resolved", { deploymentId: "dep_1" }),
  ],
  assumeRoleCalls: [{ deploymentId: "dep_1", sessionName: "s1", at: at(3) }],
};
const [created, second, issued, resolved] = kept.events;
const [version1, version2] = kept.versions;
const [deployment] = kept.deployments;
const [issuance] = kept.issuances;
if (!created || !second || !issued || !resolved || !version1 || !version2 || !deployment || !issuance)
  throw new Error("The facts are incomplete.");

test("the check finds nothing in a correct history, even when an event came twice", () => {
  expect(check(told, kept)).toEqual([]);
  expect(check(told, { ...kept, events: [...kept.events, second] })).toEqual([]);
});

const faulty: [what: string, facts: Partial<Facts>, says: RegExp][] = [
  ["a lost change", { versions: [version1], events: [created, issued, resolved] }, /^lost: "second"/],
  [
    "a change applied twice",
    { versions: [version1, version2, { ...version2, version: 3 }] },
    /^applied twice/,
  ],
  ["a gap between versions", { versions: [version1, { ...version2, version: 3 }] }, /^gap/],
  ["a lost event", { events: [created, issued, resolved] }, /^lost: event e2/],
  ["a version without an event", { events: [created, issued, resolved], committedEvents: [] }, /missing 2/],
  ["a version with two events", { events: [...kept.events, updated("e5", 2)] }, /twice: 2/],
  ["an event of what was rolled back", { events: [...kept.events, updated("e5", 3)] }, /without a change/],
  ["events out of order", { events: [second, created, issued, resolved] }, /out of order/],
  ["an end without an event", { events: [created, second, issued] }, /never announced: deployment dep_1/],
  ["an event of another end", { deployments: [{ ...deployment, outcome: "failed" }] }, /announced without/],
  ["a session without an event", { events: [created, second, resolved] }, /never announced: session s1/],
  ["a session without an intent", { issuances: [] }, /without an issuance/],
  ["a session before its intent", { issuances: [{ ...issuance, createdAt: at(4) }] }, /before its issuance/],
  ["a session without a deployment", { deployments: [] }, /without a deployment/],
  [
    "a session before its deployment",
    { deployments: [{ ...deployment, requestedAt: at(4) }] },
    /before its depl/,
  ],
  [
    "a session of a blocked one",
    { deployments: [{ ...deployment, verdict: "blocked" }] },
    /which was blocked/,
  ],
  [
    "an answer before its record",
    { deployments: [{ ...deployment, outcome: null }] },
    /was allowed and is null/,
  ],
];

test.each(faulty)("the check finds %s", (_, facts, says) => {
  expect(check(told, { ...kept, ...facts })).toContainEqual(expect.stringMatching(says));
});

test("the check finds values that a failed or blocked resolve returned", () => {
  expect(check({ ...told, leaks: ["{}"] }, kept)).toEqual(["a failed resolve gave out {}"]);
  const blocked = [{ deploymentId: "dep_1", verdict: "blocked", hasCredentials: true }];
  expect(check({ ...told, resolved: blocked }, kept)).toContain("dep_1 was blocked; credentials: true");
});
