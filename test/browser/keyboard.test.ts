import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { keyboardOn } from "./support/keyboard.ts";
import { makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

/** The ways to what a page has, by the words that stand on it. */
const waysOn = (page: Page) => ({
  button: (name: string) => page.getByRole("button", { name, exact: true }).first(),
  inDialog: (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true }),
  link: (name: string) => page.getByRole("link", { name }).first(),
  choice: (name: string) => page.getByRole("combobox", { name: new RegExp(`^${name}`) }),
  field: (name: string | RegExp) =>
    page.getByLabel(name, { exact: true }).and(page.locator("input, textarea")).first(),
});

describePages("the story of the guides by keyboard alone", () => {
  test("an empty organization, a profile with all that it has, and what a stage that nobody defined gets", async () => {
    const org = await makeOrg();
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles` });
    const { press, type } = keyboardOn(page);
    const { button, inDialog, link, choice, field } = waysOn(page);
    const save = async (version: number) => {
      await press(button("Save changes"));
      await press(inDialog("Save changes"));
      await page.getByText(`Saved as version ${version}`).waitFor();
    };

    await press(button("Add profile"));
    await type(field(/^Name/), "dev");
    await type(field(/^Description/), "Every stage that is not production", "Enter");
    await page.getByRole("heading", { name: /^dev/ }).waitFor();

    await press(button("Add access role"));
    await type(field(/^Role ARN/), "arn:aws:iam::222222222222:role/deploy");
    await save(2);

    await press(link("Parameters"));
    for (const key of ["DB_URL", "API_KEY", "TOKEN"]) {
      await type(field(/^Key/), key);
      await type(field(/^Value/), `the value of ${key}`, "Enter");
      await page.getByRole("row").filter({ hasText: key }).waitFor();
    }
    await save(3);

    await press(link("Safeguards"));
    await press(button("Add safeguard"));
    await type(field(/^Name/), "Production stays in the EU");
    await press(page.getByRole("button", { name: /Choose…/ }), "Enter");
    await page.keyboard.type("Allowed reg");
    await page.keyboard.press("Enter");
    await type(field(/^Allowed regions/), "eu-central-1");
    await press(
      page.getByRole("dialog").getByRole("button", { name: /Enforcement level/ }),
      "Enter",
      "Home",
      "Enter",
    );
    await press(inDialog("Add safeguard"));
    await save(4);
    expect((await org.admin("GET", "/profiles/dev")).safeguards).toMatchObject([
      { name: "Production stays in the EU", safeguard: "allowed-regions", enforcementLevel: "error" },
    ]);

    await press(link("Applications"));
    await press(button("Add application"));
    await type(field(/^Name/), "shop", "Enter");
    await page.getByRole("heading", { name: /^shop/ }).waitFor();
    await press(button("Add stage"));
    await type(field(/^Name/), "prod");
    await type(choice("Deployment profile"), "de", "ArrowDown", "Enter");
    await press(inDialog("Add stage"));
    await page.getByRole("row").filter({ hasText: "prod" }).waitFor();
    await type(choice("Default deployment profile"), "de", "ArrowDown", "Enter");
    await press(button("Save changes"));
    await page.getByText("Default deployment profile saved").waitFor();

    await press(link("What would a deploy get?"));
    await type(choice("Application"), "shop", "Tab");
    await type(choice("Stage"), "feature-login", "Tab");
    await type(choice("Service"), "checkout", "Tab");
    await type(choice("Region"), "eu-central-1", "Tab");
    await press(button("Explain"));
    await page.getByText("the default of shop, since feature-login has none of its own").waitFor();
    for (const shown of [
      "arn:aws:iam::222222222222:role/deploy",
      "DB_URL",
      "API_KEY",
      "TOKEN",
      "Production stays in the EU",
    ])
      await page.getByText(shown).first().waitFor();
  });
});
