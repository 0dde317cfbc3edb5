import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { everyPage } from "./support/every-page.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { seriousOn } from "./support/serious-on.ts";
import { visit } from "./support/visit.ts";

describePages("every page, with content and without", () => {
  test("has nothing that axe finds serious in either theme, and keeps its Content-Security-Policy", async () => {
    const full = await makeOrg();
    await fill(full);
    const bare = await makeOrg();
    const found = [
      ...(await look(await visit({ at: "/sign-in" }), ["/sign-in"])),
      ...(await look(
        await visit({ key: full.adminKey }),
        everyPage.map((path) => `/${full.name}/${path}`),
      )),
      ...(await look(
        await visit({ key: bare.adminKey }),
        ["profiles", "apps", "deployments", "organization"].map((path) => `/${bare.name}/${path}`),
      )),
    ];
    expect(found).toEqual([]);
  });
});

/** Opens one address after the other. A page that would break its policy says so in its console, which `visit` watches. */
async function look(page: Page, addresses: readonly string[]): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const address of addresses) {
    const answer = await page.goto(address);
    expect(answer?.headers()["content-security-policy"]).toMatch(/script-src 'self';/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "hidden" });
    found.push(...(await seriousOn(page, address)));
  }
  return found;
}
