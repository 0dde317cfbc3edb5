import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { readResources } from "./resources.ts";

function violations(template: Record<string, unknown>): string[] {
  try {
    readResources(template, ["template"]);
  } catch (error) {
    if (error instanceof Problem)
      return (error.facts.errors ?? []).map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
}

test("readResources reads resources in the template's order", () => {
  const topic = { Type: "AWS::SNS::Topic" };
  const ids = readResources({ Resources: { B: topic, A: topic } }, []).map(({ logicalId }) => logicalId);
  expect(ids).toEqual(["B", "A"]);
});

const send = "send the compiled CloudFormation template, whose Resources are objects by logical id";

test.each([
  ["no Resources", {}, `$.template.Resources is required: ${send}`],
  ["Resources of null", { Resources: null }, `$.template.Resources must be an object: ${send}`],
  ["a list of Resources", { Resources: [] }, `$.template.Resources must be an object: ${send}`],
  [
    "a resource that is text",
    { Resources: { A: "x" } },
    "$.template.Resources.A must be a resource: an object with a Type",
  ],
  [
    "a resource without a type",
    { Resources: { A: {} } },
    "$.template.Resources.A.Type is required, such as AWS::Lambda::Function",
  ],
  [
    "a loop, which hides resources",
    { Resources: { "Fn::ForEach::Topics": ["T", ["a"], {}] } },
    '$.template.Resources["Fn::ForEach::Topics"] hides resources; send the template with its loops and transforms expanded',
  ],
])("readResources refuses %s", (_, template, says) => {
  expect(violations(template)).toEqual([says]);
});

test("readResources reports up to twenty malformed resources", () => {
  expect(violations({ Resources: { A: 1, B: 2 } })).toHaveLength(2);
  expect(
    violations({
      Resources: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`R${index}`, 1])),
    }),
  ).toHaveLength(20);
});

test("readResources adds the Globals to SAM's functions, and to no other resource", () => {
  const template = {
    Globals: {
      Function: { Timeout: 3, Layers: ["a"], Environment: { Variables: { SHARED: "1", BOTH: "global" } } },
    },
    Resources: {
      Sam: {
        Type: "AWS::Serverless::Function",
        Properties: { Timeout: 9, Layers: ["b"], Environment: { Variables: { BOTH: "own" } } },
      },
      Bare: { Type: "AWS::Serverless::Function" },
      Other: { Type: "AWS::Lambda::Function", Properties: {} },
    },
  };
  const properties = readResources(template, []).map(({ body }) => body["Properties"]);
  expect(properties).toEqual([
    { Timeout: 9, Layers: ["a", "b"], Environment: { Variables: { SHARED: "1", BOTH: "own" } } },
    template.Globals.Function,
    {},
  ]);
});

test.each([
  { ignored: "*", taken: undefined },
  { ignored: ["VpcConfig"], taken: { Timeout: 3 } },
  { ignored: ["Timeout", "VpcConfig"], taken: {} },
])("readResources does not add the Globals that a resource ignores: $ignored", ({ ignored, taken }) => {
  const template = {
    Globals: { Function: { Timeout: 3, VpcConfig: { SubnetIds: ["a"] } } },
    Resources: { Sam: { Type: "AWS::Serverless::Function", IgnoreGlobals: ignored } },
  };
  const [sam] = readResources(template, []);
  expect(sam?.body["Properties"]).toEqual(taken);
});

test("readResources does not merge an intrinsic function with the Globals: the resource's own value counts, as in SAM", () => {
  const own = { Variables: { "Fn::If": ["A", {}, {}] } };
  const template = {
    Globals: { Function: { Environment: { Variables: { A: "1" } } } },
    Resources: { Sam: { Type: "AWS::Serverless::Function", Properties: { Environment: own } } },
  };
  const [sam] = readResources(template, []);
  expect(sam?.body["Properties"]).toEqual({ Environment: own });
});

test("readResources refuses Globals that are too large to be added to so many resources", () => {
  const variables = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`V${index}`, "1"]));
  const sam = { Type: "AWS::Serverless::Function" };
  const template = {
    Globals: { Function: { Environment: { Variables: variables } } },
    Resources: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`F${index}`, sam])),
  };
  expect(violations(template)).toEqual([
    "$.template.Globals is too large to be taken over into so many resources",
  ]);
});
