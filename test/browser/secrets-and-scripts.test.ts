import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { everyPage } from "./support/every-page.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

/** What a browser could still hold of a secret: the document, what stands in its fields, and what it keeps. */
const heldByPage = `JSON.stringify([
  document.documentElement.outerHTML,
  [...document.querySelectorAll("input, textarea")].map(({ value }) => value),
  { ...localStorage }, { ...sessionStorage }, history.state, location.href,
])`;

const payload = `"><img src="x" onerror="document.title='owned'"><script>document.title='owned'</script>`;

describePages("what people type", () => {
  test("three parameters are saved at once as one version, and no value stays in the browser or is in a URL", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles/dev?tab=parameters` });
    const told: string[] = [];
    page.on("console", (message) => told.push(message.text()));
    page.on("request", (request) => told.push(request.url()));
    const form = page.getByRole("form", { name: "Add a parameter" });
    const secrets = { DB_URL: "s3cret-of-db", API_KEY: "s3cret-of-api", TOKEN: "s3cret-of-token" };
    for (const [key, value] of Object.entries(secrets)) {
      await form.getByLabel("Key", { exact: true }).fill(key);
      await form
        .getByLabel(/^Value/)
        .first()
        .fill(value);
      await form.getByRole("button", { name: "Add", exact: true }).click();
    }
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved as version 2").waitFor();
    const { parameters } = await org.admin("GET", "/profiles/dev");
    expect(parameters.map(({ key }: { key: string }) => key).sort()).toEqual(Object.keys(secrets).sort());
    expect(await page.evaluate<string>(heldByPage)).not.toContain("s3cret");
    expect(told.join("\n")).not.toContain("s3cret");
  });

  test("stays text wherever it is shown, also when it is a script", async () => {
    const org = await makeOrg();
    await fill(org);
    await org.admin("PATCH", "/profiles/prod", {
      description: payload,
      safeguards: [
        {
          ...{ name: payload, description: payload, safeguard: "allowed-regions" },
          ...{ enforcementLevel: "error", settings: ["eu-central-1"] },
        },
      ],
    });
    await org.admin("PATCH", "/apps/shop", { description: payload });
    await org.admin("POST", "/access-keys", { name: payload, role: "deployer" });
    const page = await visit({ key: org.adminKey });
    for (const address of everyPage) {
      await page.goto(`/${org.name}/${address}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "hidden" });
      for (const field of await page.getByRole("main").getByRole("textbox").all()) {
        if (await field.isEditable()) await field.fill(payload);
      }
      expect(await page.locator('img[src="x"]').count(), address).toBe(0);
      expect(await page.title(), address).not.toBe("owned");
    }
    await page.goto(`/${org.name}/apps`);
    await page.getByText(payload).first().waitFor();
  });
});
