import type { Page } from "playwright-core";
import { test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

/** Presses a button that opens a window, and returns that window. */
async function openDialog(page: Page, button: string) {
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).first().click();
  return page.getByRole("dialog");
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
    await page.getByText("arn:aws:iam::222222222222:role/deploy").first().waitFor();
  });
});
