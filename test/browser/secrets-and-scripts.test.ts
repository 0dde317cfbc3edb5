import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { apiAt } from "../support/stack/api.ts";
import { describePages, given } from "./support/describe-pages.ts";
import { everyPage } from "./support/every-page.ts";
import { everyWindow } from "./support/every-window.ts";
import { fill, makeOrg, type TestOrg } from "./support/make-org.ts";
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
    const deployment = await sayEverywhere(org, payload);
    const page = await visit({ key: org.adminKey });
    for (const path of [...everyPage, `deployments/${deployment}`]) {
      await open(page, `/${org.name}/${path}`);
      await fillFields(page.getByRole("main"));
      await expectText(page, path);
    }
    for (const [path, button] of everyWindow) {
      await open(page, `/${org.name}/${path}`);
      await page.getByRole("main").getByRole("button", { name: button }).first().click();
      await page.getByRole("dialog").getByRole("button").nth(1).waitFor();
      await fillFields(page.getByRole("dialog"));
      await expectText(page, `${path}: ${button}`);
    }
    for (const path of ["apps", "apps/shop/checkout", "organization", "organization?tab=keys"]) {
      await page.goto(`/${org.name}/${path}`);
      await page.getByText(payload).first().waitFor();
    }
    await page.goto(`/${org.name}/deployments/${deployment}`);
    await page.getByText(payload).first().waitFor();
  });
});

/** Says something in every text that the API takes, and returns the deployment that was blocked with it. */
async function sayEverywhere({ admin, name }: TestOrg, text: string): Promise<string> {
  await admin("PATCH", "/profiles/prod", {
    description: text,
    safeguards: [
      {
        ...{ name: text, description: text, safeguard: "allowed-regions", enforcementLevel: "error" },
        ...{ settings: ["us-east-1"], examples: [{ name: text, input: {}, expect: "passed" }] },
        exemptions: [{ what: { stages: [text] }, why: text, who: text, until: "2099-01-01T00:00:00Z" }],
      },
    ],
  });
  await admin("PATCH", "", { description: text });
  await admin("PATCH", "/apps/shop", { description: text });
  await admin("PUT", "/apps/shop/services/checkout", { description: text });
  await admin("PUT", "/providers/main", {
    description: text,
    accessRole: { roleArn: "arn:aws:iam::222222222222:role/deploy" },
  });
  const scope = { apps: ["shop"], stages: ["prod"] };
  const { key } = await admin("POST", "/access-keys", { name: text, role: "deployer", scope });
  const target = { org: name, app: "shop", stage: "prod", service: "checkout", region: "eu-central-1" };
  const { body } = await apiAt(given().facts.url, key)("POST", "/v1/resolve", {
    ...target,
    ...{ frameworkVersion: text, client: { name: text.slice(0, 64), version: text.slice(0, 64) } },
    template: { Resources: { [text]: { Type: "AWS::S3::Bucket" } } },
  });
  expect(body.verdict, JSON.stringify(body)).toBe("blocked");
  return body.deploymentId;
}

/** Opens a page and waits until it shows what is on it. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "hidden" });
}

async function fillFields(within: Locator): Promise<void> {
  for (const field of await within.getByRole("textbox").all()) {
    if (await field.isEditable()) await field.fill(payload);
  }
}

async function expectText(page: Page, where: string): Promise<void> {
  expect(await page.locator('img[src="x"]').count(), where).toBe(0);
  expect(await page.title(), where).not.toBe("owned");
}
