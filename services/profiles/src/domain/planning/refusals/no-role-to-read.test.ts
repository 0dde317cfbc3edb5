import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { noRoleToRead } from "./no-role-to-read.ts";

const target = makeTarget({ app: "shop", service: "checkout", stage: "prod", region: "eu-central-1" });

test.each([
  [
    "instance",
    "instance",
    /on the instance "prod" in eu-central-1 of the service "checkout" of shop, .* linked to the instance/,
  ],
  [
    "service",
    "service",
    /on the service "checkout" of shop, .* the provider partner, which is linked to the service/,
  ],
  ["profile", "org", /in the profile, .* the provider partner, which is the default/],
] as const)(
  "a reference on the %s without a role names the place and the keys by %s",
  (source, level, says) => {
    const problem = noRoleToRead(target, { key: "DB_URL", source }, { name: "partner", level });
    expect(problem).toMatchObject({ code: "secret-not-readable", message: expect.stringMatching(says) });
    expect(problem.message).toMatch(/^The parameter DB_URL, /);
  },
);

test("a reference of a deploy that gets no credentials says so", () => {
  const problem = noRoleToRead(target, { key: "DB_URL", source: "service" }, null);
  expect(problem.message).toContain("the deploy gets no credentials");
});
