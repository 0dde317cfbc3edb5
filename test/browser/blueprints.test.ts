import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

const at = "apps/shop?tab=blueprints";

describePages("a blueprint", () => {
  test("is added with a provider and a parameter, marked where a deploy would get it, and deleted", async () => {
    const org = await makeOrg();
    await fill(org);
    await org.admin("PATCH", "/apps/shop", { mode: "providers" });
    await org.admin("PUT", "/providers/accounts", {
      accessRole: { roleArn: "arn:aws:iam::222222222222:role/deploy" },
    });
    const page = await visit({ key: org.adminKey, at: `/${org.name}/${at}` });
    const dialog = page.getByRole("dialog");

    await page.getByRole("button", { name: "Add blueprint" }).click();
    await dialog.getByRole("button", { name: "Add blueprint" }).click();
    await page.getByRole("heading", { name: "New services" }).waitFor();
    await page.getByRole("button", { name: "Add provider" }).click();
    await dialog
      .getByRole("button", { name: /Provider/ })
      .first()
      .click();
    await page.getByRole("option", { name: "accounts" }).click();
    await dialog.getByRole("button", { name: "Add provider" }).click();
    await page.getByRole("button", { name: "Change provider" }).waitFor();
    await page.getByRole("button", { name: "Add parameter" }).click();
    await dialog.getByRole("textbox", { name: "Key" }).fill("DB_URL");
    await dialog.getByLabel("Value", { exact: true }).fill("postgres://elsewhere");
    await dialog.getByRole("button", { name: "Add parameter" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("cell", { name: "DB_URL", exact: true }).waitFor();
    expect(await page.content()).not.toContain("postgres://elsewhere");

    await page.goto(`/${org.name}/explain?app=shop&stage=dev&service=search&region=eu-central-1`);
    await page
      .getByRole("row", { name: /DB_URL/ })
      .getByText("from a blueprint")
      .waitFor();
    await page.getByRole("region", { name: "Why these credentials" }).getByText("from a blueprint").waitFor();

    await page.goto(`/${org.name}/${at}&blueprint=services`);
    await page.getByRole("button", { name: "More for this blueprint" }).click();
    await page.getByRole("menuitem", { name: "Delete blueprint" }).click();
    await dialog.getByLabel("Type services to confirm").fill("services");
    await dialog.getByRole("button", { name: "Delete blueprint" }).click();
    await page.getByText("Blueprint deleted").waitFor();
    const { items } = await org.admin("GET", "/apps/shop/blueprints");
    expect(items.map(({ stage }: { stage: string | null }) => stage)).toEqual(["prod"]);
  });

  test("keeps what somebody else saved: the second of two changes goes on top of the first", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/${at}&blueprint=stages%2Fprod` });
    await page.getByRole("button", { name: "Add parameter" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Key" }).fill("MINE");
    await dialog.getByLabel("Value", { exact: true }).fill("1");
    await org.admin("PUT", "/apps/shop/blueprints/stages/prod", {
      parameters: [{ key: "LOG_LEVEL" }, { key: "THEIRS", value: "2" }],
    });
    await dialog.getByRole("button", { name: "Add parameter" }).click();
    await dialog.getByText("Somebody saved this meanwhile").waitFor();
    await dialog.getByRole("button", { name: "Add parameter" }).click();
    await dialog.waitFor({ state: "hidden" });
    const { items } = await org.admin("GET", "/apps/shop/blueprints");
    expect(items[0].parameters.map(({ key }: { key: string }) => key)).toEqual([
      "LOG_LEVEL",
      "THEIRS",
      "MINE",
    ]);
  });
});
