import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

describePages("a deployer", () => {
  test("is offered nothing that its key may not do, and begins where it can ask what a deploy would get", async () => {
    const org = await makeOrg();
    await fill(org);
    const { key } = await org.admin("POST", "/access-keys", { name: "ci", role: "deployer" });
    const page = await visit({ key });
    await page.getByRole("heading", { name: "What would a deploy get?" }).waitFor();
    const menu = page.getByRole("navigation", { name: "Menu" });
    expect(await menu.getByRole("link").allInnerTexts()).toEqual([
      "What would a deploy get?",
      "Applications",
      "Deployments",
      "Guides",
    ]);
    await page.goto(`/${org.name}/explain?app=shop&stage=prod&service=checkout&region=eu-central-1`);
    await page.getByText("the app maps prod to it").waitFor();
  });

  test("sees the applications that its key covers, and of the deployments its own", async () => {
    const org = await makeOrg();
    await fill(org);
    await org.admin("PUT", "/apps/hidden", {});
    const { key } = await org.admin("POST", "/access-keys", {
      ...{ name: "ci", role: "deployer" },
      scope: { apps: ["shop"] },
    });
    const page = await visit({ key });
    await page.getByRole("heading", { name: "What would a deploy get?" }).waitFor();
    await page.goto(`/${org.name}/apps`);
    await page.getByRole("link", { name: "shop" }).first().waitFor();
    expect(await page.getByText("hidden").count()).toBe(0);
    await page.goto(`/${org.name}/apps/shop`);
    await page.getByText("prod").first().waitFor();
    expect(await page.getByRole("button", { name: /^(Add|Save|Delete|Remove)/ }).count()).toBe(0);
    await page.goto(`/${org.name}/deployments`);
    await page.getByRole("heading", { name: "Deployments" }).waitFor();
    expect(await page.getByText(/the role deployer/).count()).toBe(0);
  });

  test("that opens the link of an admin is told what its key lacks", async () => {
    const org = await makeOrg();
    await fill(org);
    const { key } = await org.admin("POST", "/access-keys", { name: "ci", role: "deployer" });
    const page = await visit({ key });
    for (const path of ["profiles", "profiles/prod", "organization"]) {
      await page.goto(`/${org.name}/${path}`);
      await page
        .getByText(/the role deployer/)
        .first()
        .waitFor();
      expect(await page.getByRole("button", { name: /^(Add|Save|Delete|Remove)/ }).count()).toBe(0);
    }
  });
});
