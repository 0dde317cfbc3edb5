import { type Exemption, Problem, Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import type { Sandbox } from "../policies/definition/sandbox.ts";
import { policies } from "../policies/registry.ts";
import { checkSafeguards } from "./check-safeguards.ts";

function safeguard(id: string, settings?: unknown): Safeguard {
  return { name: id, safeguard: id, enforcementLevel: "error", settings };
}

const known = `The policies are ${policies.map(({ id }) => id).join(", ")}.`;

test("the check finds nothing wrong with safeguards that fit", async () => {
  const list = [safeguard("allowed-regions", ["eu-central-1"]), safeguard("require-cfn-role")];
  expect(await checkSafeguards(list, ports)).toEqual([]);
});

const withTakenAway: Safeguard = {
  ...safeguard("require-cfn-role"),
  scope: { stages: ["dev", "prod", "!prod*"] },
};

for (const [guarantee, given, path, message] of [
  [
    "points at a pattern of a scope that an exception takes away",
    withTakenAway,
    "$[0].scope.stages[1]",
    "can match nothing: the exception !prod* takes all of it away",
  ],
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
    "points at the violation inside the form that was meant",
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
  test(`the check ${guarantee}`, async () => {
    expect(await checkSafeguards([given], ports)).toEqual([{ path, message }]);
  });
}

test("the check reports every violation of every safeguard, with paths that begin at the list's own", async () => {
  const list = [
    safeguard("x"),
    safeguard("required-stack-tags", { a: "(", b: ")" }),
    safeguard("framework-version"),
  ];
  expect((await checkSafeguards(list, ports, ["safeguards"])).map(({ path }) => path)).toEqual([
    "$.safeguards[0].safeguard",
    "$.safeguards[1].settings.a",
    "$.safeguards[1].settings.b",
    "$.safeguards[2].settings",
  ]);
});

function exemption(until: string): Exemption {
  return { what: { stages: ["dev"] }, why: "Migration", who: "ada@example.com", until };
}

test.each([
  ["2026-11-20T12:00:00Z", true],
  ["2026-11-20T13:00:00+01:00", true],
  ["2026-11-20T12:00:00.001Z", false],
  ["2026-11-20T11:00:00-02:00", false],
])("at noon, an exemption until %s has ended: %s", async (until, hasEnded) => {
  const given = {
    ...safeguard("require-cfn-role"),
    exemptions: [exemption("2027-01-01T00:00:00Z"), exemption(until)],
  };
  const message = `ended on ${until}; remove the exemption or move its end`;
  expect(await checkSafeguards([given], ports)).toEqual(
    hasEnded ? [{ path: "$[0].exemptions[1].until", message }] : [],
  );
});

function euOnly(...examples: unknown[]): Safeguard {
  return Safeguard.parse({ ...safeguard("allowed-regions", ["eu-central-1"]), examples });
}

test("the check accepts a safeguard that answers its examples as expected, at either level", async () => {
  const given = euOnly(
    { input: { target: { region: "eu-central-1" } }, expect: "passed" },
    { input: {}, expect: "failed" },
  );
  expect(await checkSafeguards([given, { ...given, enforcementLevel: "warning" }], ports)).toEqual([]);
});

test("the check accepts examples that expect skipped for a missing input or a scope", async () => {
  const examples: Safeguard["examples"] = euOnly({ input: {}, expect: "skipped" }).examples;
  const list: Safeguard[] = [
    { ...safeguard("no-secret-env-vars"), examples },
    { ...euOnly(), scope: { stages: ["prod"] }, examples },
  ];
  expect(await checkSafeguards(list, ports)).toEqual([]);
});

test("the check says which outcome an example had instead of the expected one, and why", async () => {
  const given = euOnly(
    { input: { target: { region: "eu-central-1" } }, expect: "failed" },
    { name: "Virginia", input: {}, expect: "passed" },
    { input: {}, expect: "skipped" },
  );
  const refused = 'failed: Region "us-east-1" not in list of permitted regions: ["eu-central-1"]';
  expect(await checkSafeguards([given], ports)).toEqual([
    { path: "$[0].examples[0]", message: "expects failed, but the answer is passed" },
    { path: "$[0].examples[1]", message: `"Virginia" expects passed, but the answer is ${refused}` },
    { path: "$[0].examples[2]", message: `expects skipped, but the answer is ${refused}` },
  ]);
});

test("the check names the input that an example lacks", async () => {
  const { examples } = euOnly({ input: {}, expect: "passed" });
  expect(await checkSafeguards([{ ...safeguard("require-cfn-role"), examples }], ports)).toEqual([
    {
      path: "$[0].examples[0]",
      message:
        "expects passed, but the answer is skipped (needs-declaration): Send the declaration: this safeguard judges it.",
    },
  ]);
});

test("the check points into the template of an example that is not valid", async () => {
  const given = euOnly({ input: { template: { Resources: { Queue: {} } } }, expect: "passed" });
  expect(await checkSafeguards([given], ports, ["safeguards"])).toEqual([
    {
      path: "$.safeguards[0].examples[0].input.template.Resources.Queue.Type",
      message: "is required, such as AWS::Lambda::Function",
    },
  ]);
});

test("the check does not try the examples of a safeguard that has other violations", async () => {
  const given = { ...euOnly({ input: {}, expect: "passed" }), settings: ["Mars"] };
  expect((await checkSafeguards([given], ports)).map(({ path }) => path)).toEqual(["$[0].settings[0]"]);
});

test("the check refuses examples that there was no time to try", async () => {
  let seconds = 0;
  const slow = { ...ports, now: () => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds++)) };
  const example = { input: { target: { region: "eu-central-1" } }, expect: "passed" };
  const violations = await checkSafeguards([euOnly(example, example, example)], slow);
  expect(violations).toEqual([
    { path: "$[0].examples[1]", message: "could not be tried in time: use fewer or smaller examples" },
  ]);
});

const custom = safeguard("javascript", "true");

test("the check says at which line and column a source does not compile, and does not try its examples", async () => {
  const compile = async () => ({ message: "unexpected token", line: 3, column: 7 });
  const { examples } = euOnly({ input: {}, expect: "passed" });
  const violations = await checkSafeguards([safeguard("require-cfn-role"), { ...custom, examples }], {
    ...ports,
    sandbox: { ...ports.sandbox, compile },
  });
  expect(violations).toEqual([{ path: "$[1].settings", message: "line 3, column 7: unexpected token" }]);
});

test("the check tries the examples of a custom policy in the sandbox", async () => {
  const sandbox: Sandbox = {
    compile: async () => undefined,
    evaluate: async (_, { target }) => (target.stage === "prod" ? [{ message: "not there" }] : []),
  };
  const { examples } = euOnly(
    { input: {}, expect: "passed" },
    { input: { target: { stage: "prod" } }, expect: "passed" },
  );
  expect(await checkSafeguards([{ ...custom, examples }], { ...ports, sandbox })).toEqual([
    { path: "$[0].examples[1]", message: "expects passed, but the answer is failed: not there" },
  ]);
});

test("the check is unavailable while the sandbox does not work", async () => {
  const thrown: string[] = [];
  const broken = { ...ports, policyThrew: (policy: string) => void thrown.push(policy) };
  await expect(checkSafeguards([custom], broken)).rejects.toThrow(Problem);
  await expect(checkSafeguards([custom], broken)).rejects.toMatchObject({ code: "unavailable" });
  expect(thrown).toEqual(["javascript", "javascript"]);
});
