import fc from "fast-check";
import { expect, test } from "vitest";
import { readSlugs } from "./slug.ts";

/** As the clients make them. */
function slugsOf({ app, service, stage, region }: Record<"app" | "service" | "stage" | "region", string>) {
  const serviceSlug = `appName|${app}|serviceName|${service}`;
  return { serviceSlug, instanceSlug: `${serviceSlug}|stage|${stage}|region|${region}` };
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom("a|b", "|stage|", "|region|x", "x|stage|y|region|z", "${opt:stage}"),
);
const plain = fc.stringMatching(/^[a-z0-9-]+$/);

test("slugs are read as the names that they were made of, whatever the service and the stage are called", () => {
  fc.assert(
    fc.property(fc.record({ app: plain, service: text, stage: text, region: plain }), (target) => {
      expect(readSlugs(slugsOf(target))).toEqual(target);
    }),
  );
});

const made = slugsOf({ app: "shop", service: "orders", stage: "dev", region: "eu-central-1" });

test.each([
  { ...made, serviceSlug: "orders" },
  { ...made, serviceSlug: "appName|shop|serviceName|billing" },
  { ...made, instanceSlug: made.serviceSlug },
  { ...made, instanceSlug: `${made.serviceSlug}|stage|dev` },
])("slugs that name no instance are refused as malformed: %j", (slugs) => {
  expect(() => readSlugs(slugs)).toThrow("The path must name an instance as appName|…|serviceName|…");
});
