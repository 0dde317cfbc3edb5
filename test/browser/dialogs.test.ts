import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { everyWindow } from "./support/every-window.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { seriousOn } from "./support/serious-on.ts";
import { visit } from "./support/visit.ts";

/** Where each menu is, and its name. Each of its items opens a window. */
const menus: readonly (readonly [path: string, menu: RegExp])[] = [
  ["profiles/prod", /^More for this profile/],
  ["apps/shop", /^More for this application/],
  ["organization?tab=keys", /^More for/],
];

const open = async (page: Page, button: string | RegExp) =>
  await page.getByRole("main").getByRole("button", { name: button }).first().click();

const close = async (page: Page) => {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
};

describePages("windows and menus", () => {
  test("have nothing that axe finds serious in either theme, and give the focus back", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey });
    const found: unknown[] = [];
    for (const [path, button] of everyWindow) {
      await page.goto(`/${org.name}/${path}`);
      await open(page, button);
      await page.getByRole("dialog").getByRole("button").nth(1).waitFor();
      found.push(...(await seriousOn(page, `${path}: ${button}`)));
      await close(page);
      const opener = page.getByRole("main").getByRole("button", { name: button }).first();
      await opener.and(page.locator(":focus")).waitFor();
    }
    expect(found).toEqual([]);
  });

  test("of what can be done with something have nothing that axe finds serious in either theme", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey });
    const found: unknown[] = [];
    for (const [path, menu] of menus) {
      await page.goto(`/${org.name}/${path}`);
      await open(page, menu);
      const items = page.getByRole("menu").getByRole("menuitem");
      await items.first().waitFor();
      found.push(...(await seriousOn(page, `${path}: the menu`)));
      for (const word of await items.allInnerTexts()) {
        if (!(await items.first().isVisible())) await open(page, menu);
        await page.getByRole("menuitem", { name: word }).click();
        await page.getByRole("dialog").waitFor();
        found.push(...(await seriousOn(page, `${path}: ${word}`)));
        await close(page);
      }
    }
    expect(found).toEqual([]);
  });
});
