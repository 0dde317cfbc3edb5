import type { Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { checkSafeguards } from "./check-safeguards.ts";

function safeguard(id: string, settings?: unknown): Safeguard {
  return { name: id, safeguard: id, enforcementLevel: "error", settings };
}

const known =
  "The policies are allowed-regions, allowed-stages, framework-version, no-secret-env-vars, no-wild-iam-role-statements, require-cfn-role, required-stack-tags.";

test("finds nothing wrong with safeguards that fit", () => {
  expect(
    checkSafeguards([safeguard("allowed-regions", ["eu-central-1"]), safeguard("require-cfn-role")]),
  ).toEqual([]);
});

for (const [guarantee, given, path, message] of [
  [
    "names the policies near an unknown one, and all of them",
    safeguard("allowed-region"),
    "$[0].safeguard",
    `there is no policy allowed-region. Did you mean allowed-regions? ${known}`,
  ],
  [
    "guesses nothing when nothing is near",
    safeguard("x"),
    "$[0].safeguard",
    `there is no policy x. ${known}`,
  ],
  [
    "does not take what every object has for a policy",
    safeguard("constructor"),
    "$[0].safeguard",
    `there is no policy constructor. ${known}`,
  ],
  [
    "says which forms the settings can have",
    safeguard("allowed-regions", 7),
    "$[0].settings",
    "must be a region, such as eu-central-1, or a list of regions",
  ],
  [
    "points at the mistake inside the form that was meant",
    safeguard("allowed-regions", ["eu-central-1", "Frankfurt"]),
    "$[0].settings[1]",
    "must be an AWS region, such as eu-central-1",
  ],
  [
    "says what RE2 refuses in an expression",
    safeguard("allowed-stages", "(?!prod)"),
    "$[0].settings",
    "is not a regular expression that RE2 accepts: invalid or unsupported Perl syntax: `(?!`",
  ],
  [
    "points at the tag whose expression is refused",
    safeguard("required-stack-tags", { "cost-center": "[" }),
    '$[0].settings["cost-center"]',
    "is not a regular expression that RE2 accepts: missing closing ]: `[`",
  ],
  [
    "points at a field that does not exist",
    safeguard("no-wild-iam-role-statements", { allowAll: true }),
    "$[0].settings.allowAll",
    "is not a known field; remove it",
  ],
] as const) {
  test(guarantee, () => {
    expect(checkSafeguards([given])).toEqual([{ path, message }]);
  });
}

test("reports every mistake of every safeguard, from where the list stands", () => {
  const list = [
    safeguard("x"),
    safeguard("required-stack-tags", { a: "(", b: ")" }),
    safeguard("framework-version"),
  ];
  expect(checkSafeguards(list, ["safeguards"]).map(({ path }) => path)).toEqual([
    "$.safeguards[0].safeguard",
    "$.safeguards[1].settings.a",
    "$.safeguards[1].settings.b",
    "$.safeguards[2].settings",
  ]);
});
