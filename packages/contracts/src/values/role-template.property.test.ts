import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../problems/problem.ts";
import { RoleArn } from "./access-role.ts";
import { AppName, ServiceName, StageName } from "./names.ts";
import { fillRoleArn, type RoleNames, RoleTemplate } from "./role-template.ts";

/** Names as a caller can choose them, and above all those that could be taken for another part of an ARN. */
const freeName = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom("a", "b", "-", "_", "."), { minLength: 1, maxLength: 5 })
      .map((it) => it.join("")),
  },
  fc.constantFrom(
    "../x",
    "a/b",
    "a:b",
    "*",
    "arn:aws:iam::999999999999:role/x",
    "{app}",
    "a b",
    "\n",
    "x\u0000",
    "ａ",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 70 }),
);
const target: fc.Arbitrary<Required<RoleNames>> = fc.record({
  app: fc.oneof(
    fc.constantFrom("a", "b", "a-b", "b-a", "a-b-a"),
    fc.stringMatching(/^[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,3}$/),
  ),
  service: freeName,
  stage: freeName,
});
const piece = fc.constantFrom("{app}", "{service}", "{stage}", "-", "_", "/", ".", "a", "team/");
const template = fc
  .array(piece, { minLength: 1, maxLength: 7 })
  .map((pieces) => `arn:aws:iam::123456789012:role/${pieces.join("")}`)
  .filter((text) => RoleTemplate.safeParse(text).success);

/** Returns the filled ARN, or undefined where it is refused with the problem for that. */
function fill(text: string, names: RoleNames): string | undefined {
  try {
    return fillRoleArn(text, names);
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid-role-arn") return undefined;
    throw error;
  }
}

const runs = { numRuns: 20_000 };
const slashes = (text: string) => text.split("/").length;

test("no target changes anything of an ARN but what stands in its placeholders", () => {
  let filledOnes = 0;
  fc.assert(
    fc.property(template, target, (text, names) => {
      const filled = fill(text, names);
      if (filled === undefined) return;
      filledOnes += 1;
      expect(RoleArn.safeParse(filled).success).toBe(true);
      expect(filled.split(":")).toHaveLength(6);
      expect(filled.startsWith("arn:aws:iam::123456789012:role/")).toBe(true);
      expect(slashes(filled)).toBe(slashes(text));
      // What is between the placeholders stands at the same places, in the same order.
      const literals = text.split(/\{(?:app|service|stage)\}/);
      const rest = literals.map((literal) => literal.replaceAll(/[^\w/]/g, (character) => `\\${character}`));
      expect(filled).toMatch(new RegExp(`^${rest.join("[\\w+=,.@-]+")}$`));
    }),
    runs,
  );
  expect(filledOnes).toBeGreaterThan(1_000);
});

test("two targets that differ in what an ARN names never get the same role", () => {
  let pairs = 0;
  fc.assert(
    fc.property(template, target, target, (text, one, other) => {
      const [first, second] = [fill(text, one), fill(text, other)];
      if (first === undefined || first !== second) return;
      pairs += 1;
      for (const name of ["app", "service", "stage"] as const)
        if (text.includes(`{${name}}`)) expect(one[name]).toBe(other[name]);
    }),
    runs,
  );
  expect(pairs).toBeGreaterThan(10);
});

test("every name that the contracts allow is filled in or refused with its problem, and never fails otherwise", () => {
  fc.assert(
    fc.property(template, target, (text, names) => {
      fc.pre(AppName.safeParse(names.app).success);
      fc.pre(ServiceName.safeParse(names.service).success && StageName.safeParse(names.stage).success);
      fill(text, names);
    }),
    runs,
  );
});
