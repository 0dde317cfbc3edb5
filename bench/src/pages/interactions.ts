import type { Page } from "playwright-core";

/** What people do on the pages. Each begins at an address below that of the organization. */
export const interactions: Readonly<Record<string, (page: Page, org: string) => Promise<void>>> = {
  "typing into the filter of 5,000 profiles": async (page, org) => {
    await page.goto(`${org}/profiles`);
    await page.getByRole("link", { name: "team-0001", exact: true }).waitFor();
    await page.getByRole("searchbox").click();
    await page.keyboard.type("team-499", { delay: 60 });
    await page.getByRole("link", { name: "team-0001", exact: true }).waitFor({ state: "detached" });
    for (let typed = 0; typed < 8; typed++) await page.keyboard.press("Backspace", { delay: 30 });
    await page.getByRole("link", { name: "team-0001", exact: true }).waitFor();
  },
  "opening the tabs of a profile with 100 parameters": async (page, org) => {
    await page.goto(`${org}/profiles/team-0001`);
    const tabs = page.getByRole("navigation", { name: "Parts of the profile" }).getByRole("link");
    await tabs.first().waitFor();
    for (let round = 0; round < 2; round++) {
      for (const tab of await tabs.all()) {
        await tab.click();
        await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "hidden" });
      }
    }
  },
  "adding ten to a draft of 100 parameters": async (page, org) => {
    await page.goto(`${org}/profiles/team-0001?tab=parameters`);
    for (let added = 0; added < 10; added++) {
      await page.getByLabel("Key", { exact: true }).click();
      await page.keyboard.type(`NEW_${added}`, { delay: 30 });
      await page.getByLabel("Value", { exact: true }).click();
      await page.keyboard.type("a value", { delay: 30 });
      await page.keyboard.press("Enter");
      await page.getByText(`${added + 1} unsaved change`).waitFor();
    }
  },
  "opening and closing windows above that draft": async (page) => {
    for (const name of ["Paste dotenv", "Save changes"]) {
      await page.getByRole("button", { name }).click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("link", { name: /^Safeguards/ }).click();
    await page.getByRole("button", { name: "Add safeguard" }).first().click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Safeguard$/ })
      .click();
    await page.getByRole("option", { name: /^Allowed regions/ }).click();
    await page.getByRole("textbox", { name: "Allowed regions" }).waitFor();
  },
  "asking what a deploy would get": async (page, org) => {
    await page.goto(`${org}/explain`);
    for (const [label, word] of Object.entries({
      ...{ Application: "storefront", Stage: "prod", Service: "checkout", Region: "eu-central-1" },
    })) {
      await page.getByRole("combobox", { name: label }).click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(word, { delay: 30 });
      await page.keyboard.press("Tab");
    }
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByRole("heading", { name: "Safeguards" }).waitFor();
  },
};
