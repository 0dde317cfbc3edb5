// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { readTemplateValues } from "../../template/values/template-values.ts";
import { noSecretEnvVars } from "./no-secret-env-vars.ts";

const target = makeTarget();
// Put together here, so that no scanner takes this file for a leak.
const accessKey = ["AKIA", "IOSFODNN7EXAMPLE"].join("");

function evaluate(
  properties: unknown,
  functions?: unknown,
  parameters?: unknown,
  mappings?: unknown,
): Promise<string[]> {
  const template = {
    Parameters: parameters,
    Mappings: mappings,
    Resources: { ChargeDashcardLambdaFunction: { Type: "AWS::Lambda::Function", Properties: properties } },
  };
  const resources = readResources(template, ["template"]);
  const templateValues = readTemplateValues(template);
  const declaration = { functions };
  const document = { target, now: "2026-11-20T12:00:00Z", resources, declaration, templateValues };
  return messagesOf(noSecretEnvVars, document);
}

const at = "$.Resources.ChargeDashcardLambdaFunction.Properties.Environment";

function variable(name: string, kind: string, path = `.${name}`): string {
  return `Environment variable ${name} on function 'charge-card' looks like it contains a secret value: ${kind} (in the template at ${at}.Variables${path})`;
}

const cannotBeEvaluated = (path: string) => [
  `Environment variables of function 'charge-card' cannot be judged: they are no object of values (in the template at ${at}${path})`,
];

for (const { guarantee, variables, says } of [
  {
    guarantee: "permits plain values",
    variables: { STAGE: "prod", LIMIT: 5, DEBUG: false, EMPTY: "", NOTHING: null },
    says: [],
  },
  {
    guarantee: "permits a reference to what AWS knows",
    variables: { TOKEN: { Ref: "TokenParameter" } },
    says: [],
  },
  {
    guarantee: "permits an address whose password AWS fills in",
    variables: { DB: { "Fn::Join": ["", ["postgres://app:", { Ref: "Password" }, "@db.internal/app"]] } },
    says: [],
  },
  {
    guarantee: "permits a reference to Secrets Manager inside an address",
    variables: { DB: "postgres://app:{{resolve:secretsmanager:db:SecretString:password}}@db.internal" },
    says: [],
  },
  { guarantee: "looks at values and not at names", variables: { [accessKey]: "no" }, says: [] },
  {
    guarantee: "reports a secret",
    variables: { KEY: accessKey },
    says: [variable("KEY", "an AWS access key")],
  },
  {
    guarantee: "reports an address with a password at the end of the text",
    variables: { DB: "postgres://app:hunter22@db.internal" },
    says: [variable("DB", "an address with a password")],
  },
  {
    guarantee: "reports a plain password beside an unknown user",
    variables: { DB: { "Fn::Sub": "postgres://${User}:hunter22@db.internal" } },
    says: [variable("DB", "an address with a password")],
  },
  {
    guarantee: "reports a secret that is joined from parts",
    variables: { KEY: { "Fn::Join": ["", [accessKey.slice(0, 9), accessKey.slice(9)]] } },
    says: [variable("KEY", "an AWS access key")],
  },
  {
    guarantee: "reports a secret inside any other function",
    variables: { KEY: { "Fn::Select": [0, { "Fn::Split": [",", accessKey] }] } },
    says: [variable("KEY", "an AWS access key")],
  },
  {
    guarantee: "reports a secret in either branch of a condition",
    variables: { KEY: { "Fn::If": ["IsProd", { Ref: "Key" }, accessKey] } },
    says: [variable("KEY", "an AWS access key")],
  },
  {
    guarantee: "reports every variable, quoting unusual names",
    variables: { A: accessKey, "b-c": accessKey },
    says: [variable("A", "an AWS access key"), variable("b-c", "an AWS access key", '["b-c"]')],
  },
]) {
  test(`no-secret-env-vars ${guarantee}`, async () => {
    expect(await evaluate({ Environment: { Variables: variables } }, { "charge-card": {} })).toEqual(says);
  });
}

for (const { guarantee, properties, says } of [
  { guarantee: "permits a function without variables", properties: {}, says: [] },
  { guarantee: "permits a function without properties", properties: undefined, says: [] },
  {
    guarantee: "fails an environment that only AWS knows",
    properties: { Environment: { "Fn::FindInMap": ["Env", "prod", "all"] } },
    says: cannotBeEvaluated(""),
  },
  {
    guarantee: "fails variables that a transform adds to",
    properties: { Environment: { Variables: { A: "b", "Fn::Transform": { Name: "AWS::Include" } } } },
    says: cannotBeEvaluated(".Variables"),
  },
  {
    guarantee: "fails variables that are null, which AWS refuses",
    properties: { Environment: { Variables: null } },
    says: cannotBeEvaluated(".Variables"),
  },
  {
    guarantee: "fails a text in place of the environment",
    properties: { Environment: "A=b" },
    says: cannotBeEvaluated(""),
  },
  {
    guarantee: "fails malformed variables",
    properties: { Environment: { Variables: ["A=b"] } },
    says: cannotBeEvaluated(".Variables"),
  },
  {
    guarantee: "evaluates both environments of a condition",
    properties: {
      Environment: { "Fn::If": ["C", { Variables: { A: accessKey } }, { Ref: "AWS::NoValue" }] },
    },
    says: [variable("A", "an AWS access key").replace("Environment.", 'Environment["Fn::If"][1].')],
  },
]) {
  test(`no-secret-env-vars ${guarantee}`, async () => {
    expect(await evaluate(properties, { "charge-card": {} })).toEqual(says);
  });
}

test("no-secret-env-vars names a function that the declaration does not know by its logical id", async () => {
  const [message] = await evaluate({ Environment: { Variables: { KEY: accessKey } } });
  expect(message).toContain("on function 'ChargeDashcardLambdaFunction'");
});

test("no-secret-env-vars never repeats the value", async () => {
  const values = [accessKey, `postgres://app:${accessKey}@db`, { "Fn::Sub": `x ${accessKey}` }];
  for (const value of values) {
    const messages = await evaluate({ Environment: { Variables: { KEY: value } } });
    expect(messages).toHaveLength(1);
    expect(messages.join()).not.toContain(accessKey);
  }
});

test("no-secret-env-vars refuses a reference to a parameter of the template whose default is a secret, and permits others", async () => {
  const variables = {
    KEY: { Ref: "Key" },
    PREFIXED: { "Fn::Sub": "key=${Key}" },
    TABLE: { Ref: "Table" },
    ASKED: { Ref: "Asked" },
  };
  const parameters = {
    Key: { Type: "String", NoEcho: true, Default: accessKey },
    Table: { Type: "String", Default: "orders" },
    Asked: { Type: "String" },
  };
  const functions = { "charge-card": {} };
  expect(await evaluate({ Environment: { Variables: variables } }, functions, parameters)).toEqual([
    expect.stringContaining("Environment variable KEY on function"),
    expect.stringContaining("Environment variable PREFIXED on function"),
  ]);
});

test("no-secret-env-vars refuses secrets in the template's mappings, and secrets inside of JSON", async () => {
  const google = "GOCSPX-abcdefghijklmnopqrstu";
  const variables = {
    FOUND: { "Fn::FindInMap": ["Stages", { Ref: "AWS::Region" }, "key"] },
    TABLE: { "Fn::FindInMap": ["Stages", "prod", "table"] },
    JSON: { "Fn::ToJsonString": { client_secret: google } },
  };
  const mappings = { Stages: { prod: { key: accessKey, table: "orders" }, dev: { key: "none" } } };
  const functions = { "charge-card": {} };
  expect(await evaluate({ Environment: { Variables: variables } }, functions, {}, mappings)).toEqual([
    expect.stringContaining("Environment variable FOUND on function"),
    expect.stringContaining("Environment variable JSON on function"),
  ]);
});
