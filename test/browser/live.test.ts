import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

describePages("open pages", () => {
  test("show what the API changes without a reload, and read nothing else again", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles` });
    await page.waitForResponse((response) => response.url().endsWith("/events") && response.ok());
    await page.getByRole("link", { name: "prod", exact: true }).waitFor();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await org.admin("PUT", "/profiles/arrived", { description: "Came by itself" });
    await page.getByRole("link", { name: "arrived" }).waitFor();
    await page.getByText("Came by itself").waitFor();
    // The key that was made before the page was opened may be told of late.
    const others = asked.filter((path) => path.startsWith("/v1/") && !path.endsWith("/access-keys"));
    expect(new Set(others)).toEqual(new Set([`/v1/orgs/${org.name}/profiles`]));
  });

  test("list what happened in the organization and what happens, with who and a link, and wait while paused", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/organization?tab=events` });
    await page.getByRole("status").getByText("Live", { exact: true }).waitFor();
    await org.admin("PUT", "/profiles/first", {});
    await page
      .getByRole("row")
      .filter({ hasText: "first" })
      .getByRole("cell", { name: "profile created", exact: true })
      .waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await org.admin("PUT", "/apps/second", {});
    await page.getByRole("button", { name: "Show 1 more" }).click();
    await page.getByRole("link", { name: "second" }).waitFor();
    await page.goto(`/${org.name}/organization?tab=events&kind=providers`);
    await page.getByText("Nothing of this kind yet").waitFor();
    await page.goto(`/${org.name}/organization?tab=events&kind=apps`);
    for (const before of ["shop", "second"])
      await page.getByRole("link", { name: before, exact: true }).waitFor();
    await page.getByRole("status").getByText("Live", { exact: true }).waitFor();
    await org.admin("PATCH", "/profiles/first", { description: "Not shown" });
    await org.admin("PUT", "/apps/third", {});
    await page.getByRole("link", { name: "third" }).waitFor();
    const shown = await page.getByRole("row").getByRole("link").allInnerTexts();
    expect(shown).toEqual(["third", "second", "shop"]);
    await page.getByRole("link", { name: "third" }).click();
    await page.waitForURL(`**/${org.name}/apps/third`);
  });
});
