import { createContext, runInNewContext, Script } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientPolicyFor, failingPolicy } from "./client-policy.ts";

const asItIs = (safeguard: string, settings: unknown) => [safeguard, settings, settings] as const;

describe("settings are translated into a form that the clients read", () => {
  test.each<readonly [safeguard: string, settings: unknown, config: unknown]>([
    asItIs("allowed-function-names", "${SERVICE}-${STAGE}-${FUNCTION}"),
    ["allowed-function-names", "orders-\\d+`", "orders-\\\\d+\\`"],
    asItIs("allowed-regions", ["eu-central-1"]),
    ["allowed-regions", "eu-central-1", ["eu-central-1"]],
    asItIs("allowed-runtimes", ["nodejs12.x"]),
    asItIs("allowed-stages", ["dev", "prod"]),
    asItIs("allowed-stages", { one: "dev" }),
    asItIs("allowed-stages", "^(dev|pr-[0-9]+)$"),
    ["forbid-lambda-apig-integration", undefined, null],
    ["forbid-s3-http-access", { includeBucket: true }, null],
    asItIs("framework-version", ">=1.60.0 <2.0.0"),
    ["no-secret-env-vars", undefined, null],
    ["no-wild-iam-role-statements", { allowFrameworkGenerated: true }, null],
    ["require-cfn-role", undefined, null],
    asItIs("require-description", { minLength: 30, maxLength: 256 }),
    ["require-description", undefined, { minLength: 30, maxLength: 256 }],
    ["require-description", { minLength: 0, maxLength: 0 }, { minLength: 1, maxLength: 0.5 }],
    ["require-dlq", undefined, null],
    ["require-global-vpc", undefined, { minNumSubnets: 2 }],
    ["require-global-vpc", null, { minNumSubnets: 2 }],
    ["require-global-vpc", {}, { minNumSubnets: 2 }],
    asItIs("require-global-vpc", { minNumSubnets: 3 }),
    asItIs("required-stack-tags", { team: "^[a-z-]+$" }),
  ])("settings are translated for the clients: %s %j", (safeguard, settings, safeguardConfig) => {
    expect(clientPolicyFor(safeguard, settings)).toEqual({ safeguardName: safeguard, safeguardConfig });
  });

  test("the code of a javascript safeguard becomes a JSON string, in each form of its settings", () => {
    const config = JSON.stringify("provider.getStage() === 'dev'");
    for (const settings of [config, JSON.parse(config), { code: JSON.parse(config) }]) {
      expect(clientPolicyFor("javascript", settings)).toEqual({
        safeguardName: "javascript",
        safeguardConfig: config,
      });
    }
  });

  test("an expression for runtimes becomes code, since the clients' own policy accepts lists only", () => {
    const policy = clientPolicyFor("allowed-runtimes", "nodejs(12|14)\\.x");
    expect(policy?.safeguardName).toBe("javascript");
    const allows = (declaration: object) => runAsClient(policy?.safeguardConfig, { declaration });
    const provider = { runtime: "nodejs12.x" };
    expect(allows({ provider, functions: { a: {}, b: { runtime: "nodejs14.x" } } })).toBe(true);
    expect(allows({ provider, functions: { a: { runtime: "nodejs8.10" } } })).toBe(false);
    expect(allows({ provider: {}, functions: { a: {} } })).toBe(false);
    expect(allows({ provider: {} })).toBe(true);
  });
});

test.each<[safeguard: string, settings: unknown]>([
  ["expression", "target.stage == 'dev'"],
  ["restricted-deploy-times", [{ time: "2026-12-24", duration: "P3D", timeZone: "Europe/Berlin" }]],
  ["no-such-policy", {}],
  ["constructor", {}],
  ["allowed-function-names", "(?i)orders"],
  ["allowed-stages", "(?i)^dev$"],
  ["allowed-stages", "\\pL+"],
  ["allowed-runtimes", "(?P<name>nodejs)"],
  ["required-stack-tags", { team: "\\A[a-z]+\\z" }],
  ["allowed-regions", { 0: "eu-central-1" }],
  ["framework-version", ["1.x"]],
  ["javascript", "(async () => false)()"],
  ["javascript", "this is no code"],
])(
  "nothing is left to the clients that they would crash on or read in another way: %s %j",
  (safeguard, settings) => {
    expect(clientPolicyFor(safeguard, settings)).toBeUndefined();
  },
);

test("the failing policy is one that the clients have, and it fails", () => {
  expect(failingPolicy.safeguardName).toBe("javascript");
  expect(runAsClient(failingPolicy.safeguardConfig, {})).toBe(false);
});

const names = { SERVICE: "orders", STAGE: "dev", FUNCTION: "list" };
const pieces = fc.constantFrom(
  "${SERVICE}",
  "${STAGE}",
  "${FUNCTION}",
  "\\d",
  "\\.",
  "\\\\",
  "`",
  "$",
  "-",
  "a",
  "[a-z]+",
  "(b|c)",
  "'",
  '"',
  "/",
);

test("an expression for function names matches the same names for the clients", () => {
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1 }), (parts) => {
      const source = parts.join("");
      const policy = clientPolicyFor("allowed-function-names", source);
      fc.pre(policy !== undefined);
      // As their policy reads it.
      const read: RegExp = runInNewContext(`new RegExp(\`^${policy.safeguardConfig}$\`)`, names);
      const filled = source.replaceAll(/\$\{(\w+)\}/g, (_, name: keyof typeof names) => names[name]);
      expect(read.source).toBe(new RegExp(`^${filled}$`).source);
    }),
  );
});

const policies = [
  "allowed-function-names",
  "allowed-regions",
  "allowed-runtimes",
  "allowed-stages",
  "expression",
  "framework-version",
  "javascript",
  "require-description",
  "require-global-vpc",
  "required-stack-tags",
  "restricted-deploy-times",
];

test("the clients get settings that they can read or none, whatever the settings of a safeguard are", () => {
  fc.assert(
    fc.property(fc.constantFrom(...policies), fc.jsonValue(), (safeguard, settings) => {
      const policy = clientPolicyFor(safeguard, settings);
      if (policy !== undefined) expect(isReadable(policy.safeguardName, policy.safeguardConfig)).toBe(true);
    }),
  );
});

/** Whether a client's policy runs on settings without crashing, by what its source does with them. */
function isReadable(name: string, config: unknown): boolean {
  switch (name) {
    case "javascript":
      return new Script(JSON.parse(String(config))) instanceof Script;
    case "allowed-regions":
    case "allowed-runtimes":
      return Array.isArray(config);
    case "allowed-function-names":
    case "framework-version":
      return typeof config === "string";
    case "allowed-stages":
      return typeof config === "string" ? new RegExp(config) instanceof RegExp : config instanceof Object;
    case "require-global-vpc":
      return typeof Reflect.get(Object(config), "minNumSubnets") === "number";
    default:
      return config instanceof Object;
  }
}

/** As the clients' own policy for JavaScript does it. */
function runAsClient(config: unknown, service: object): boolean {
  const statement = JSON.parse(String(config));
  return Boolean(new Script(statement).runInContext(createContext({ ...service })));
}
