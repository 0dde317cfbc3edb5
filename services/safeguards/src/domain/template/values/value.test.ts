// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { jsonPath } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyValue, nothing } from "../../../../test/any-functions.ts";
import type { Outcome } from "./outcome.ts";
import { alwaysProvidesText } from "./outcome-text.ts";
import { valueAt } from "./value.ts";

const noValue = { Ref: "AWS::NoValue" };
const either = (one: unknown, other: unknown) => ({ "Fn::If": ["C", one, other] });
const of = (value: unknown) => valueAt({ value, keys: [] });

/** An outcome in one line: what it is, and where. */
function told(outcome: Outcome): string {
  const at = jsonPath(outcome.location.keys);
  switch (outcome.kind) {
    case "text":
      return `${at} ${outcome.text}`;
    case "list":
      return `${at} list of ${outcome.items.length}`;
    case "record":
      return `${at} record of ${outcome.names.join()}`;
    case "absent":
      return `${at} absent`;
    case "unknown":
      return `${at} ${outcome.because}: ${outcome.why}`;
  }
}

for (const { what, value, is } of [
  { what: "a text", value: { A: { B: "b" } }, is: ["$.A.B b"] },
  { what: "a list", value: { A: { B: [1, 2] } }, is: ["$.A.B list of 2"] },
  { what: "an object", value: { A: { B: { C: 1 } } }, is: ["$.A.B record of C"] },
  { what: "nothing", value: {}, is: ["$.A absent"] },
  { what: "null", value: { A: null }, is: ["$.A absent"] },
  { what: "a member that objects inherit", value: { A: Object.create({ B: "b" }) }, is: ["$.A.B absent"] },
  { what: "AWS::NoValue", value: { A: { B: noValue } }, is: ["$.A.B absent"] },
  {
    what: "either branch of a condition at the end",
    value: { A: { B: either("b", noValue) } },
    is: ['$.A.B["Fn::If"][1] b', '$.A.B["Fn::If"][2] absent'],
  },
  {
    what: "either branch of conditions on the way",
    value: either({ A: either({ B: "b" }, {}) }, {}),
    is: [
      '$["Fn::If"][1].A["Fn::If"][1].B b',
      '$["Fn::If"][1].A["Fn::If"][2].B absent',
      '$["Fn::If"][2].A absent',
    ],
  },
  {
    what: "a malformed condition",
    value: { A: { B: { "Fn::If": ["C", "b"] } } },
    is: ["$.A.B AWS: it is Fn::If, which only AWS resolves"],
  },
  {
    what: "an intrinsic function that bars the way",
    value: { A: { "Fn::Transform": {}, B: "b" } },
    is: ["$.A AWS: it is Fn::Transform, which only AWS resolves"],
  },
  { what: "a text that bars the way", value: { A: "a" }, is: ["$.A barred: it is of type string"] },
  { what: "a list that bars the way", value: { A: [{ B: "b" }] }, is: ["$.A barred: it is a list"] },
  { what: "a number", value: { A: { B: 7 } }, is: ["$.A.B type: it is of type number"] },
  {
    what: "a reference",
    value: { A: { B: { Ref: "R" } } },
    is: ["$.A.B AWS: it is Ref, which only AWS resolves"],
  },
  { what: "a text put together", value: { A: { B: { "Fn::Join": ["-", ["a", "b"]] } } }, is: ["$.A.B a-b"] },
  {
    what: "a text with a condition inside",
    value: { A: { B: { "Fn::Sub": ["a-${C}", { C: either("b", { Ref: "D" }) }] } } },
    is: ["$.A.B a-b", "$.A.B AWS: it is Fn::Sub, which only AWS resolves"],
  },
  {
    what: "a text that AWS reads from elsewhere",
    value: { A: { B: "{{resolve:ssm:/name}}" } },
    is: ["$.A.B AWS: it has a {{resolve:…}}, which only AWS resolves"],
  },
]) {
  test(`the outcomes of a value tell ${what}`, () => {
    expect(of(value).at("A").at("B").possible().map(told)).toEqual(is);
  });
}

test("every value has at least one outcome, and a value that may be missing has the outcome absent", () => {
  fc.assert(
    fc.property(anyValue, fc.array(fc.constantFrom("Type", "events", "Fn::If")), (value, keys) => {
      expect(
        of(value)
          .at(...keys)
          .possible(),
      ).not.toEqual([]);
    }),
  );
  fc.assert(
    fc.property(nothing, (value) => {
      expect(
        of(value)
          .possible()
          .map(({ kind }) => kind),
      ).toContain("absent");
    }),
  );
});

test("the elements of a list, or of the one value in its place, are those that are not left out", () => {
  const list = ["a", noValue, either("b", noValue), ["c"]];
  expect(of(either(list, "d")).elements().map(told)).toEqual([
    '$["Fn::If"][1][0] a',
    '$["Fn::If"][1][2]["Fn::If"][1] b',
    '$["Fn::If"][1][3] list of 1',
    '$["Fn::If"][2] d',
  ]);
  expect(of(noValue).elements()).toEqual([]);
  expect(of(["a", null]).elements().map(told)).toEqual(["$[0] a", "$[1] type: it is null"]);
});

for (const { what, value, is } of [
  { what: "a text", value: "a", is: ["a"] },
  {
    what: "any element of a list, however nested",
    value: ["a", ["b", [{ Ref: "C" }]]],
    is: ["a", "b", "${C}"],
  },
  { what: "what both branches of a condition have", value: either(["a", "b"], ["b", "c"]), is: ["b"] },
  { what: "nothing of a branch that is left out", value: ["a", either("b", noValue)], is: ["a"] },
  { what: "nothing of a malformed condition", value: { "Fn::If": ["C", "a"] }, is: [] },
  {
    what: "nothing of a text with a condition inside",
    value: { "Fn::Join": ["", [either("a", "b")]] },
    is: [],
  },
  { what: "nothing of what only AWS knows", value: { "Fn::ImportValue": "a" }, is: [] },
]) {
  test(`a value guarantees ${what}`, () => {
    expect([...of({ A: value }).at("A").guaranteed()].sort()).toEqual([...is].sort());
    // The same when a condition stands on the way, and whichever way it leads.
    expect(
      [
        ...of(either({ A: value }, { A: value }))
          .at("A")
          .guaranteed(),
      ].sort(),
    ).toEqual([...is].sort());
  });
}

test.each([
  ["text"],
  [{ Ref: "Role" }],
  ["{{resolve:ssm:/role}}"],
  [{ "Fn::ImportValue": "role" }],
  [{ "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/x" }],
  [either("text", { Ref: "Role" })],
])("alwaysProvidesText takes %j for a text", (value) => {
  expect(alwaysProvidesText(of(value))).toBe(true);
});

test.each([
  [""],
  [" "],
  [7],
  [true],
  [null],
  [["text"]],
  [{ x: 1 }],
  [noValue],
  [{ Ref: "Role", x: 1 }],
  [{ "Fn::Sub": "" }],
  [{ "Fn::Join": ["", [noValue]] }],
  [{ "Fn::Equals": ["a", "b"] }],
  [either("text", noValue)],
  [{ "Fn::If": ["C", "text"] }],
])("alwaysProvidesText does not take %j for a text", (value) => {
  expect(alwaysProvidesText(of(value))).toBe(false);
});
