import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

describePages("a session", () => {
  test("that ends in the middle loses nothing that was typed: after signing in again it is saved", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ at: `/${org.name}/profiles/dev` });
    await page.getByLabel("Access key").fill(org.adminKey);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Change the description" }).click();
    await page.getByLabel("Description").fill("Typed before the session ended");
    const ended = await page.context().request.delete("/v1/session", {
      headers: { "x-stagepass-request": "1", "sec-fetch-site": "same-origin" },
    });
    expect(ended.status()).toBe(204);
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
    const again = page.getByRole("dialog", { name: "Your session has ended" });
    await again.getByLabel("Access key").fill(org.adminKey);
    await again.getByRole("button", { name: "Sign in" }).click();
    await again.waitFor({ state: "hidden" });
    await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved as version 2").waitFor();
    expect((await org.admin("GET", "/profiles/dev")).description).toBe("Typed before the session ended");
  });
});
