import { expect, test } from "vitest";
import { noProfile } from "./no-profile.ts";

const target = { app: "storefront", stage: "produciton" };

test("no-profile names the app, the stage, the three places that have no profile for it, and what to configure", () => {
  expect(noProfile(target, { inheritsStages: true })).toMatchObject({
    code: "no-profile",
    message:
      'The app storefront has no profile for the stage "produciton" and no default profile, and no line of the ' +
      "organization's stage map matches it. Map the stage to a profile, or give the app a default profile.",
  });
});

test("no-profile says when the app does not inherit the organization's stage map", () => {
  expect(noProfile(target, { inheritsStages: false }).message).toContain(
    "and the app does not inherit the organization's stage map.",
  );
});
