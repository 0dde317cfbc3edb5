import { type Explanation, precedence } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { cellOf, differing, matrixOf } from "./matrix.ts";

type Parameter = Explanation["parameters"][number];
type Said = Partial<Record<"instance" | "service" | "profile", "applies" | "none" | "hidden" | "ignored">>;

const rules = { instance: 8, service: 9, profile: 10 };

function parameter(key: string, source: Parameter["source"], said: Said, required = false): Parameter {
  const candidates = (["instance", "service", "profile"] as const).map((level) => ({
    rule: rules[level],
    isSet: said[level] !== undefined,
    names: null,
    none: said[level] === "none",
    isBlueprint: false,
    fate:
      said[level] === undefined
        ? ("empty" as const)
        : said[level] === "none"
          ? ("applies" as const)
          : said[level],
    because: null,
  }));
  return { key, source, overrides: said.service === "hidden" ? ["service"] : [], required, candidates };
}

function explanation(profile: string, matchedBy: "stage" | "default", parameters: Parameter[]): Explanation {
  return {
    target: { org: "acmecorp", app: "shop", stage: "prod", service: "api", region: "eu-west-1" },
    purpose: "deploy",
    mode: "mixed",
    precedence: [...precedence],
    profile: { chosen: { name: profile, version: 1, matchedBy }, candidates: [] },
    credentials: { chosen: null, candidates: [] },
    parameters,
    safeguards: [],
    problem: null,
  };
}

test.each([
  [
    "set on its instance",
    parameter("K", "instance", { instance: "applies", service: "hidden" }),
    "set",
    "instance",
  ],
  ["inherited from the service", parameter("K", "service", { service: "applies" }), "inherited", "service"],
  ["none on purpose", parameter("K", null, { instance: "none", service: "hidden" }), "none", "instance"],
  ["missing though it is required", parameter("K", null, { profile: "ignored" }, true), "missing", null],
  ["hidden where it does not count", parameter("K", null, { profile: "ignored" }), "hidden", "profile"],
  ["absent where nothing is set", parameter("K", null, {}), "absent", null],
] as const)("a key is %s", (_, given, state, level) => {
  expect(cellOf(explanation("prod", "default", [given]), "K")).toMatchObject({ state, level });
});

test("a profile's key is the stage's own where the stage is mapped, and inherited by default", () => {
  const key = parameter("K", "profile", { profile: "applies" });
  expect(cellOf(explanation("prod", "stage", [key]), "K").state).toBe("set");
  expect(cellOf(explanation("dev", "default", [key]), "K").state).toBe("inherited");
});

test("lists every key once, and leaves a stage open that is not known yet", () => {
  const prod = explanation("prod", "stage", [
    parameter("B", null, {}, true),
    parameter("A", "service", { service: "applies" }),
  ]);
  const rows = matrixOf([
    { stage: "prod", explanation: prod },
    { stage: "dev", explanation: undefined },
  ]);
  expect(rows.map(({ key, isRequired }) => [key, isRequired])).toEqual([
    ["A", false],
    ["B", true],
  ]);
  expect(rows[0]?.cells[1]).toBeUndefined();
});

test("two stages differ in a key that they take from different profiles", () => {
  const key = parameter("URL", "profile", { profile: "applies" });
  const same = parameter("LOG", "service", { service: "applies" });
  const columns = [
    { stage: "prod", explanation: explanation("prod", "stage", [key, same]) },
    { stage: "qa", explanation: explanation("dev", "stage", [key, same]) },
  ];
  expect(differing(matrixOf(columns), columns).map((row) => row.key)).toEqual(["URL"]);
});
