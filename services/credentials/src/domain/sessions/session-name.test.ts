import fc from "fast-check";
import { expect, test } from "vitest";
import { deploymentId, target } from "../../../test/deployment.ts";
import { sessionNameOf } from "./session-name.ts";

const characters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
const anyDeploymentId = fc
  .array(fc.constantFrom(...characters), { minLength: 22, maxLength: 22 })
  .map((random) => `dep_${random.join("")}`);
const anyTarget = fc.record({
  org: fc.stringMatching(/^[a-z0-9]{5,39}$/),
  app: fc.stringMatching(/^[a-z0-9]{1,128}$/),
  stage: fc.string({ minLength: 1, maxLength: 256, unit: "grapheme" }),
  service: fc.string({ minLength: 1 }),
  region: fc.constant("eu-central-1"),
});

test("a session's name is readable and ends in the deployment's id", () => {
  expect(sessionNameOf(target, deploymentId)).toBe("acmecorp-storefront-prod-q3Jx0W8cT1e2mN5uYb7Zaw");
});

test("a session's name has no characters that AWS does not allow", () => {
  expect(sessionNameOf({ ...target, stage: "a/b:c" }, deploymentId)).toContain("-a-b-c-");
});

test("a session's name is always one that AWS accepts", () => {
  fc.assert(
    fc.property(anyTarget, anyDeploymentId, (anyOne, id) => {
      expect(sessionNameOf(anyOne, id)).toMatch(/^[\w+=,.@-]{2,64}$/);
    }),
  );
});

test("the sessions of two deployments never have the same name, however long their targets are", () => {
  fc.assert(
    fc.property(anyTarget, anyTarget, anyDeploymentId, anyDeploymentId, (one, other, id, otherId) => {
      fc.pre(id !== otherId);
      expect(sessionNameOf(one, id)).not.toBe(sessionNameOf(other, otherId));
    }),
  );
});
