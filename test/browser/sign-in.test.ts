import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

describePages("signing in", () => {
  test("a wrong key is refused in the words of the server, and a right one leads to where the link went", async () => {
    const { name, adminKey } = await makeOrg();
    const page = await visit({ at: `/${name}/apps` });
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await page.getByLabel("Access key").fill("sp_not-a-key");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").filter({ hasText: "key" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await page.getByLabel("Access key").fill(adminKey);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Applications", exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/${name}/apps`);
  });

  test("who signs out is asked for a key again, also by the way back", async () => {
    const { name, adminKey } = await makeOrg();
    const page = await visit();
    await page.getByLabel("Access key").fill(adminKey);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === `/${name}/profiles`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Stagepass" }).waitFor();
    await page.goto(`/${name}/profiles`);
    await page.getByRole("heading", { name: "Sign in to Stagepass" }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  test("a link to another site cannot follow a sign-in", async () => {
    const { name, adminKey } = await makeOrg();
    const page = await visit({ at: `/sign-in?next=${encodeURIComponent("//example.com/")}` });
    await page.getByLabel("Access key").fill(adminKey);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === `/${name}/profiles`);
  });
});
