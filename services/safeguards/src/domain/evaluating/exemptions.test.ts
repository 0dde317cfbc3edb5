import type { Exemption } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { processorMs } from "../../../../../test/support/processor-time.ts";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { PolicyViolation } from "../policies/definition/violation.ts";
import { applyExemptions } from "./exemptions.ts";

const target = makeTarget();
const occasion = { target, at: new Date("2026-11-20T12:00:00Z") };
const [later, earlier] = ["2026-11-21T00:00:00Z", "2026-11-20T00:00:00Z"];

const ofRole: PolicyViolation = { message: "too wide", resource: "ChargeRole" };
const ofQueue: PolicyViolation = { message: "too open", resource: "OrdersQueue" };
const ofDeploy: PolicyViolation = { message: "too early" };

function exemption(what: Exemption["what"], until: string = later): Exemption {
  return { what, why: "Migration", who: "ada@example.com", until };
}

for (const { guarantee, exemptions, remaining, excused, ended } of [
  {
    guarantee: "counts every violation when nothing is exempt",
    exemptions: [],
    remaining: [ofRole, ofQueue, ofDeploy],
    excused: [],
    ended: [],
  },
  {
    guarantee: "excuses the named resources alone",
    exemptions: [exemption({ resources: ["ChargeRole"] })],
    remaining: [ofQueue, ofDeploy],
    excused: [["too wide"]],
    ended: [],
  },
  {
    guarantee: "reads wildcards of resources",
    exemptions: [exemption({ resources: ["*Role", "*Queue"] })],
    remaining: [ofDeploy],
    excused: [["too wide", "too open"]],
    ended: [],
  },
  {
    guarantee: "excuses no violation that has no resource by naming all resources",
    exemptions: [exemption({ resources: ["*"] })],
    remaining: [ofDeploy],
    excused: [["too wide", "too open"]],
    ended: [],
  },
  {
    guarantee: "excuses everything of a deploy that is named without resources",
    exemptions: [exemption({ stages: ["prod"], services: ["check*"] })],
    remaining: [],
    excused: [["too wide", "too open", "too early"]],
    ended: [],
  },
  {
    guarantee: "excuses nothing for another deploy",
    exemptions: [exemption({ stages: ["dev"], resources: ["*"] }), exemption({ regions: ["us-*"] })],
    remaining: [ofRole, ofQueue, ofDeploy],
    excused: [],
    ended: [],
  },
  {
    guarantee: "names the first exemption that covers a violation",
    exemptions: [exemption({ resources: ["ChargeRole"] }), exemption({ stages: ["prod"] })],
    remaining: [],
    excused: [["too wide"], ["too open", "too early"]],
    ended: [],
  },
  {
    guarantee: "says that an exemption has ended which would have covered a violation, once",
    exemptions: [exemption({ resources: ["*"] }, earlier)],
    remaining: [ofRole, ofQueue, ofDeploy],
    excused: [],
    ended: [`The exemption by ada@example.com ended on ${earlier}.`],
  },
  {
    guarantee: "does not mention an ended exemption that would have covered no remaining violation",
    exemptions: [
      exemption({ resources: ["Other"] }, earlier),
      exemption({ resources: ["ChargeRole"] }, earlier),
      exemption({ resources: ["ChargeRole"] }),
    ],
    remaining: [ofQueue, ofDeploy],
    excused: [["too wide"]],
    ended: [],
  },
]) {
  test(`applyExemptions ${guarantee}`, () => {
    const exempted = applyExemptions([ofRole, ofQueue, ofDeploy], exemptions, occasion);
    expect(exempted.remaining).toEqual(remaining);
    expect(exempted.applied.map(({ messages }) => messages)).toEqual(excused);
    expect(exempted.ended).toEqual(ended);
  });
}

test("applyExemptions shows what was exempt, why, by whom and until when", () => {
  const given = exemption({ resources: ["ChargeRole"] });
  expect(applyExemptions([ofRole], [given], occasion).applied).toEqual([
    { ...given, messages: ["too wide"] },
  ]);
});

test("applyExemptions matches at most 500 resources, however many the violations name", () => {
  const violations = Array.from({ length: 100_000 }, (_, index) => ({
    message: "too wide",
    resource: `aaaaaaaa${index}`,
  }));
  const hostile = Array.from({ length: 20 }, () => exemption({ resources: Array(50).fill("*a*a*a*a*a*z*") }));
  const exemptions = [...hostile, exemption({ resources: ["a*"] })];
  const spentMs = processorMs(() => {
    expect(applyExemptions(violations, exemptions, occasion).remaining).toHaveLength(99_500);
  });
  // It takes some 0.3 s; trying every wildcard on every resource takes half a minute.
  expect(spentMs).toBeLessThan(10_000);
});

test.each([
  ["2026-11-20T12:00:00Z", 1],
  ["2026-11-20T12:00:00.001Z", 0],
  ["2026-11-20T14:00:00+02:00", 1],
  ["2026-11-20T14:00:01+02:00", 0],
])("an exemption until %s leaves %d violations at noon", (until, left) => {
  const { remaining } = applyExemptions([ofDeploy], [exemption({ stages: ["*"] }, until)], occasion);
  expect(remaining).toHaveLength(left);
});

const names = fc.array(fc.constantFrom("A", "B", "A*", "*", "prod", "dev", "p*"), { minLength: 1 });
const what = fc.record(
  { stages: names, services: names, resources: names },
  { requiredKeys: [] },
) as fc.Arbitrary<Exemption["what"]>; // an absent key, where the type has undefined
const anyExemption = fc
  .tuple(what, fc.constantFrom(earlier, later))
  .map(([covered, until]) => exemption(covered, until));
const violation: fc.Arbitrary<PolicyViolation> = fc.oneof(
  fc.record({ message: fc.string(), resource: fc.constantFrom("A", "AB", "B", "C") }),
  fc.record({ message: fc.string() }),
);

test("a violation that nothing in force covers always counts, and none is lost or counted twice", () => {
  fc.assert(
    fc.property(fc.array(violation), fc.array(anyExemption), (violations, exemptions) => {
      const { remaining, applied } = applyExemptions(violations, exemptions, occasion);
      const alone = (one: PolicyViolation, by: Exemption) => applyExemptions([one], [by], occasion).remaining;
      for (const one of violations) {
        const isCovered = exemptions.some((by) => alone(one, by).length === 0);
        expect(remaining.includes(one)).toBe(!isCovered);
      }
      const excused = applied.flatMap(({ messages }) => messages);
      expect(remaining.length + excused.length).toBe(violations.length);
    }),
  );
});

test("an exemption that has ended excuses nothing", () => {
  fc.assert(
    fc.property(fc.array(violation), fc.array(what), (violations, covered) => {
      const ended = covered.map((one) => exemption(one, earlier));
      expect(applyExemptions(violations, ended, occasion).remaining).toEqual(violations);
    }),
  );
});
