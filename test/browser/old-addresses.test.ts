import { test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

const instance = "shop/checkout/feature%2Flogin/eu-central-1";

describePages("an address that existing clients print and open", () => {
  test("leads to the page that holds the same today, and its tab", async () => {
    const org = await makeOrg();
    await fill(org);
    await org.admin("PUT", "/apps/shop/services/checkout/instances/feature%2Flogin/eu-central-1", {});
    const page = await visit({ key: org.adminKey });
    for (const [old, today, heading] of [
      ["tenants/ORG/applications", "ORG/apps", "Applications"],
      ["tenants/ORG/applications/shop", "ORG/apps/shop", "shop"],
      ["tenants/ORG/applications/shop/services/checkout", "ORG/apps/shop/checkout", "checkout"],
      [
        "tenants/ORG/applications/shop/services/checkout/stage/feature%2Flogin/region/eu-central-1",
        `ORG/apps/${instance}`,
        "feature/login",
      ],
      [`ORG/apps/${instance}/providers`, `ORG/apps/${instance}?tab=providers`, "feature/login"],
      ["ORG/settings/providers", "ORG/organization?tab=providers", "Organization"],
      ["tenants/ORG/settings/providers", "ORG/organization?tab=providers", "Organization"],
    ] as const) {
      await page.goto(`/${old.replace("ORG", org.name)}`);
      await page.waitForURL((url) => url.pathname + url.search === `/${today.replace("ORG", org.name)}`);
      await page.getByRole("heading", { level: 1 }).filter({ hasText: heading }).waitFor();
    }
  });
});
