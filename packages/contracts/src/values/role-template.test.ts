import { expect, test } from "vitest";
import { processorMs } from "../../../../test/support/processor-time.ts";
import type { Problem } from "../problems/problem.ts";
import { fillAccessRole, fillRoleArn, ProviderRole, placeholdersIn, RoleTemplate } from "./role-template.ts";

const account = "arn:aws:iam::123456789012:role/";
const target = { app: "storefront", service: "checkout", stage: "prod" };

/** Returns what the filling is refused with. */
function refusal(template: string, names: { app: string; service?: string; stage: string }): string {
  try {
    return `filled: ${fillRoleArn(account + template, names)}`;
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid-role-arn" });
    return (error as Problem).message; // the line before says that it is a Problem
  }
}

test.each([
  ["deploy", "deploy"],
  ["{app}_{service}", "storefront_checkout"],
  ["{app}/{service}/{stage}", "storefront/checkout/prod"],
  ["teams/{app}/deploy-{stage}", "teams/storefront/deploy-prod"],
])("the role %s is filled to %s", (template, filled) => {
  expect(fillRoleArn(account + template, target)).toBe(account + filled);
});

test.each([
  ["api/v2", '"/"'],
  ["api:v2", '":"'],
  ["*", '"*"'],
  ["the api", '" "'],
  ["${self:service}", '"$"'],
  ["größe", '"ö"'],
  ["{app}", '"{"'],
  ["api\n", String.raw`"\n"`],
])("the service %j is refused in a role, with the character that does not fit", (service, character) => {
  const said = refusal("{app}/{service}", { ...target, service });
  expect(said).toContain(
    `The service ${JSON.stringify(service)} cannot stand in ${account}{app}/{service}: it has`,
  );
  expect(said).toContain(
    `${character}, which a role's name must not have. Use letters, digits and _+=,.@- alone`,
  );
  expect(said).toContain("or link to a provider whose role does not name the service.");
});

test("a name that stands nowhere in the role may be anything, and may be missing", () => {
  expect(fillRoleArn(`${account}{app}`, { app: "shop", stage: "feature/login" })).toBe(`${account}shop`);
});

test("a client that does not say its service is refused a role that names it", () => {
  expect(refusal("{app}/{service}", { app: "shop", stage: "prod" })).toContain(
    "The client does not say its service",
  );
});

test("a role whose name or path would be longer than AWS allows is refused with the longest name", () => {
  const said = refusal("{app}_{service}", { ...target, service: "s".repeat(54) });
  expect(said).toContain("would have 65 characters, and AWS allows 64. Use a shorter name");
  expect(said).toContain("The service");
  const long = { ...target, stage: "s".repeat(256), service: "s".repeat(256) };
  expect(refusal("{stage}/{stage}/deploy", long)).toContain(
    "path would have 515 characters, and AWS allows 512",
  );
});

test("a target is refused where its hyphens could belong to the names of another target", () => {
  const other = { app: "shop-api", service: "v2", stage: "prod" };
  const said = refusal("{app}-{service}", { app: "shop", service: "api-v2", stage: "prod" });
  expect(said).toContain('would be the role of app "shop-api", service "v2" as well.');
  expect(refusal("{app}-{service}", other)).toContain(
    'would be the role of app "shop", service "api-v2" as well.',
  );
  expect(fillRoleArn(`${account}{app}/{service}`, other)).toBe(`${account}shop-api/v2`);
  expect(fillRoleArn(`${account}{app}_{service}`, other)).toBe(`${account}shop-api_v2`);
  expect(fillRoleArn(`${account}{app}-{service}`, target)).toBe(`${account}storefront-checkout`);
});

test.each([
  "arn:aws:iam::{app}:role/deploy",
  "arn:{stage}:iam::123456789012:role/deploy",
  "arn:aws:iam::123456789012:{service}/deploy",
  "{app}",
  `${account}{region}`,
  `${account}{App}`,
  `${account}{app`,
  `${account}{{app}}`,
  `${account}{app}/`,
  `${account}`,
  `${account}{a}/deploy`,
  `${account}{app}/{app}_{service}`,
  `${account}${"x".repeat(64)}{app}`,
])("%s is no role of a provider", (template) => {
  expect(RoleTemplate.safeParse(template).success).toBe(false);
});

test("the placeholders of an ARN are named in one order, wherever they stand", () => {
  expect(placeholdersIn(`${account}{stage}/{app}`)).toEqual(["app", "stage"]);
});

test("a filled access role says what it was made of, which its external IDs belong to, and a plain one does not", () => {
  const role = { roleArn: `${account}{app}`, planRoleArn: `${account}plan`, durationSeconds: 900 };
  expect(fillAccessRole(ProviderRole.parse(role), target)).toEqual({
    roleArn: `${account}storefront`,
    planRoleArn: `${account}plan`,
    durationSeconds: 900,
    madeOf: { roleArn: `${account}{app}`, planRoleArn: `${account}plan` },
  });
  const plain = ProviderRole.parse({ roleArn: `${account}deploy` });
  expect(fillAccessRole(plain, target)).toEqual(plain);
});

test("the longest names are looked at in a moment, however often the text between them occurs in them", () => {
  const names = { app: "c".repeat(100), service: "c".repeat(120), stage: "c".repeat(256) };
  const fill = () => refusal("{service}c{app}c{stage}Z/x", names);
  expect(processorMs(() => Array.from({ length: 20 }, fill))).toBeLessThan(1_000);
  const unread = () => refusal("{service}c{app}c{stage}_Z/x", { ...names, stage: "-" });
  expect(processorMs(() => Array.from({ length: 20 }, unread))).toBeLessThan(1_000);
});
