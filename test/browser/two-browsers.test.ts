import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save changes" }).click();
  const answered = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
  await answered;
}

/** Does something before the page's next request of a method reaches the server. */
async function onceBefore(page: Page, method: string, act: () => Promise<void>): Promise<void> {
  let isDone = false;
  await page.route("**/v1/**", async (route) => {
    if (!isDone && route.request().method() === method) {
      isDone = true;
      await act();
    }
    await route.continue();
  });
}

describePages("two browsers", () => {
  test("that edit one profile lose neither's work: the second is told, and saves on top of the first", async () => {
    const org = await makeOrg();
    await fill(org);
    const at = `/${org.name}/profiles/prod`;
    const ada = await visit({ key: org.adminKey, at });
    const ben = await visit({ key: org.adminKey, at });
    await ada.getByRole("button", { name: "Change the description" }).click();
    await ada.getByLabel("Description").fill("Ada's words");
    await ben.getByLabel("Session length in seconds").fill("1800");
    await ben.keyboard.press("Tab");
    // Ada saves while Ben's request is on its way, so that his page cannot know of it.
    await onceBefore(ben, "PATCH", () => save(ada));
    await save(ben);
    await ada.getByText("Saved as version 2").waitFor();
    await ben.getByRole("dialog").getByText("Somebody saved version 2 meanwhile").waitFor();
    expect((await org.admin("GET", "/profiles/prod")).version).toBe(2);
    await ben.getByRole("button", { name: "Save on top of version 2" }).click();
    await ben.getByText("Saved as version 3").waitFor();
    expect(await org.admin("GET", "/profiles/prod")).toMatchObject({
      version: 3,
      description: "Ada's words",
      accessRole: { durationSeconds: 1_800 },
    });
  });

  test("that add a profile of the same name get one profile: the second is told at the field", async () => {
    const org = await makeOrg();
    const at = `/${org.name}/profiles`;
    const pages = [await visit({ key: org.adminKey, at }), await visit({ key: org.adminKey, at })];
    for (const page of pages) {
      await page.getByRole("button", { name: "Add profile" }).first().click();
      await page.getByRole("dialog").getByLabel("Name").fill("prod");
    }
    const [ada, ben] = pages;
    await ada?.getByRole("dialog").getByLabel("Description").fill("Ada's");
    await ada?.getByRole("dialog").getByRole("button", { name: "Add profile" }).click();
    await ada?.getByRole("heading", { name: /^prod/ }).waitFor();
    await ben?.getByRole("dialog").getByRole("button", { name: "Add profile" }).click();
    await ben
      ?.getByRole("dialog")
      .getByText(/already|taken/)
      .first()
      .waitFor();
    expect(await org.admin("GET", "/profiles/prod")).toMatchObject({ version: 1, description: "Ada's" });
  });
});
