import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { makeOrg } from "./support/make-org.ts";
import { storeProfiles } from "./support/many-profiles.ts";
import { visit } from "./support/visit.ts";

/** More rows than the tallest screen shows. */
const mostRows = 250;
/** Only ends what hangs. */
const hangsMs = 120_000;

describePages("a list of 5,000 profiles", () => {
  test("is read page by page down to the last one, with no more rows in the document than can be seen", async () => {
    const org = await makeOrg();
    await storeProfiles(org.name, 5_000);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles` });
    const rows = page.getByRole("row");
    await page.getByRole("link", { name: "team-0001", exact: true }).waitFor();
    expect(await rows.count()).toBeLessThan(mostRows);
    const last = page.getByRole("link", { name: "team-5000", exact: true });
    let most = 0;
    const goOn = async () => {
      await page.keyboard.press("End");
      most = Math.max(most, await rows.count());
      return await last.isVisible();
    };
    await expect.poll(goOn, { timeout: hangsMs }).toBe(true);
    expect(most).toBeLessThan(mostRows);
  });

  test("is narrowed by the server while somebody types, which the address tells", async () => {
    const org = await makeOrg();
    await storeProfiles(org.name, 5_000);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles` });
    await page.getByRole("link", { name: "team-0001", exact: true }).waitFor();
    const asked = page.waitForRequest(
      (request) => new URL(request.url()).searchParams.get("search") === "team-499",
    );
    await page.getByRole("searchbox", { name: "Search profiles" }).fill("team-499");
    await asked;
    await page.getByRole("link", { name: "team-0001", exact: true }).waitFor({ state: "detached" });
    expect(await page.getByRole("row").count()).toBe(11);
    expect(new URL(page.url()).searchParams.get("q")).toBe("team-499");
  });
});
