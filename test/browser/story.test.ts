import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

/** Presses a button that opens a window, and returns that window. */
async function openDialog(page: Page, button: string) {
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).first().click();
  return page.getByRole("dialog");
}

/** Chooses one of the things that a field offers. */
async function choose(dialog: Locator, field: RegExp, option: RegExp): Promise<void> {
  await dialog.getByRole("button", { name: field }).click();
  await dialog.page().getByRole("option", { name: option }).click();
}

async function save(page: Page, version: number): Promise<void> {
  await (await openDialog(page, "Save changes")).getByRole("button", { name: "Save changes" }).click();
  await page.getByText(`Saved as version ${version}`).waitFor();
}

describePages("the story of the guides, from an empty organization", () => {
  test("a profile with a role, an application with a stage and a default, and what a stage that nobody defined gets", async () => {
    const { name: org, adminKey } = await makeOrg();
    const page = await visit({ key: adminKey, at: `/${org}/profiles` });

    await page.getByText("No profiles yet").waitFor();
    const profile = await openDialog(page, "Add profile");
    await profile.getByLabel("Name").fill("dev");
    await profile.getByLabel("Description").fill("Every stage that is not production");
    await profile.getByRole("button", { name: "Add profile" }).click();
    await page.getByRole("heading", { name: /^dev/ }).waitFor();

    await page.getByRole("button", { name: "Add access role" }).click();
    await page.getByLabel("Role ARN", { exact: true }).fill("arn:aws:iam::222222222222:role/deploy");
    await save(page, 2);

    await page.getByRole("link", { name: "Parameters" }).click();
    for (const key of ["DB_URL", "API_KEY", "TOKEN"]) {
      await page.getByLabel("Key", { exact: true }).fill(key);
      await page.getByLabel("Value", { exact: true }).fill(`the value of ${key}`);
      await page.getByRole("button", { name: "Add", exact: true }).click();
    }
    await save(page, 3);

    await page.getByRole("link", { name: "Safeguards" }).click();
    const safeguard = await openDialog(page, "Add safeguard");
    await safeguard.getByLabel("Name", { exact: true }).fill("Production stays in the EU");
    await choose(safeguard, /Choose…/, /^Allowed regions/);
    await safeguard.getByRole("textbox", { name: "Allowed regions" }).fill("eu-central-1");
    await choose(safeguard, /Enforcement level/, /^error/);
    await safeguard.getByRole("button", { name: "Add safeguard" }).click();
    await save(page, 4);

    await page.getByRole("link", { name: "Applications" }).click();
    const app = await openDialog(page, "Add application");
    await app.getByLabel("Name").fill("shop");
    await app.getByRole("button", { name: "Add application" }).click();
    await page.getByRole("heading", { name: /^shop/ }).waitFor();

    const stage = await openDialog(page, "Add stage");
    await stage.getByLabel("Name").fill("prod");
    await stage.getByRole("combobox", { name: "Deployment profile" }).fill("dev");
    await stage
      .getByRole("option", { name: "dev" })
      .or(page.getByRole("option", { name: "dev" }))
      .first()
      .click();
    await stage.getByRole("button", { name: "Add stage" }).click();
    await page.getByRole("row").filter({ hasText: "prod" }).waitFor();

    await page.getByRole("combobox", { name: "Default deployment profile" }).fill("dev");
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Default deployment profile saved").waitFor();

    await page.getByRole("link", { name: "What would a deploy get?" }).first().click();
    for (const [label, word] of [
      ["Application", "shop"],
      ["Stage", "feature-login"],
      ["Service", "checkout"],
      ["Region", "eu-central-1"],
    ] as const) {
      await page.getByRole("combobox", { name: label }).fill(word);
      await page.keyboard.press("Tab");
    }
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByText("the default of shop, since feature-login has none of its own").waitFor();
    for (const shown of ["role/deploy", "DB_URL", "API_KEY", "TOKEN", "Production stays in the EU"]) {
      await page.getByText(shown).first().waitFor();
    }
  });

  test("each tab of a page opens when it is pressed, and shows something of its own", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey });
    for (const path of ["profiles/prod", "apps/shop", "apps/shop/checkout", "organization"]) {
      await page.goto(`/${org.name}/${path}`);
      const main = page.getByRole("main");
      const tabs = main.getByRole("navigation", { name: /^Parts of/ });
      const shown = new Set<string>();
      await tabs.getByRole("link").first().waitFor();
      for (const tab of await tabs.getByRole("link").all()) {
        await tab.click();
        await expect.poll(() => tab.getAttribute("aria-current")).toBe("page");
        await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "hidden" });
        await expect.poll(async () => shown.has(await main.innerText())).toBe(false);
        shown.add(await main.innerText());
        expect(await main.getByRole("alert").count(), page.url()).toBe(0);
      }
    }
  });
});
