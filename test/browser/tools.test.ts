import { execFile } from "node:child_process";
import { promisify } from "node:util";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describePages } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

/** What a shell prints that runs a command which was copied, with a key in its environment. */
async function run(command: string, key: string): Promise<string> {
  const { stdout } = await promisify(execFile)("sh", ["-c", command], {
    env: { ...process.env, STAGEPASS_KEY: key },
  });
  return stdout;
}

/** Copies a command that a page or dialog shows, and closes what showed it. */
async function copied(page: Page, within: ReturnType<Page["getByRole"]>): Promise<string> {
  await within.getByRole("button", { name: "Copy as curl" }).first().click();
  const shown = page.getByRole("dialog", { name: "As curl" });
  await shown.getByRole("button", { name: "Copy this command" }).first().click();
  await shown.getByRole("button", { name: "Copied" }).waitFor();
  await page.keyboard.press("Escape");
  await shown.waitFor({ state: "hidden" });
  return await page.evaluate<string>("navigator.clipboard.readText()");
}

const focused = (page: Page) => page.evaluate<string>("document.activeElement.textContent");

/** What Enter would choose while somebody types, as the field tells a screen reader. */
const offered = `document.getElementById(
  document.activeElement.getAttribute("aria-activedescendant") ?? "",
)?.textContent ?? ""`;

/** Expects that axe finds nothing serious, by all of its rules but some. */
async function expectNothingSerious(page: Page, except: readonly string[] = []): Promise<void> {
  const rules = Object.fromEntries(except.map((id) => [id, { enabled: false }]));
  const options = JSON.stringify({ resultTypes: ["violations"], rules });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`);
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
}

describePages("the palette", () => {
  test("goes to a profile, a service and an action by typing, and gives the focus to where it leads or was", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/apps` });
    const palette = page.getByRole("dialog", { name: "Go to or do" });
    const choose = async (text: string, name: string) => {
      await page.keyboard.press("Control+k");
      await palette.waitFor();
      await page.keyboard.type(text);
      await expect.poll(() => page.evaluate<string>(offered), { timeout: 60_000 }).toContain(name);
      // The focus stays in the field while the arrows go through the menu and scroll it, which axe cannot see.
      await expectNothingSerious(page, ["scrollable-region-focusable"]);
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "hidden" });
    };
    await page.getByRole("heading", { level: 1 }).waitFor();
    await choose("prod", "prod");
    await page.waitForURL(`**/${org.name}/profiles/prod`);
    await expect.poll(() => focused(page)).toMatch(/^prod/);
    await choose("shop/check", "checkout");
    await page.waitForURL(`**/${org.name}/apps/shop/checkout`);
    await expect.poll(() => focused(page)).toMatch(/^checkout/);
    await choose("add profile", "Add profile");
    await page.getByRole("dialog", { name: "Add profile" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toMatch(/^checkout/);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });

  test("offers a deployer only what its key may do, and searches nothing else", async () => {
    const org = await makeOrg();
    await fill(org);
    const { key } = await org.admin("POST", "/access-keys", { name: "CI", role: "deployer" });
    const page = await visit({ key, at: `/${org.name}/explain` });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page
      .getByRole("button", { name: /^Go to…/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    expect(await page.getByRole("menuitem", { name: "Add profile" }).count()).toBe(0);
    await page.keyboard.type("prod");
    await page.getByText("Nothing fits").waitFor();
    expect(asked.filter((path) => path.endsWith("/profiles") || path.endsWith("/providers"))).toEqual([]);
  });
});

describePages("the guides", () => {
  test("lead from a tab to its part of a guide, and on to others, from the dashboard's own address", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles/prod?tab=parameters` });
    const { origin } = new URL(page.url());
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(origin)) elsewhere.push(request.url());
    });
    await page.getByRole("link", { name: "Guide", exact: true }).click();
    await page.waitForURL("**/guides/profiles#parameters");
    await page.getByRole("heading", { name: "Parameters" }).waitFor();
    await page.getByRole("article").getByRole("link", { name: "Safeguards", exact: true }).click();
    await page.waitForURL("**/guides/safeguards");
    await page.getByRole("button", { name: "Copy the code" }).first().click();
    expect(await page.evaluate<string>("navigator.clipboard.readText()")).toContain(
      '"enforcementLevel": "error"',
    );
    expect(elsewhere).toEqual([]);
  });

  test("are there without signing in, and nothing in them is too wide for a phone", async () => {
    const page = await visit({ at: "/guides", width: 390 });
    for (const name of ["Deployment profiles", "What applies to a deploy", "Events"]) {
      await page.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
      await expectNothingSerious(page);
      await page.goto("/guides");
    }
  });
});

describePages("copy as curl", () => {
  test("gives what the page reads, and what a form sends, as commands that do the same", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles/prod` });
    await page.getByRole("link", { name: "Access role" }).waitFor();
    const read = await copied(page, page.getByRole("main"));
    expect(JSON.parse(await run(read, org.adminKey))).toMatchObject({
      name: "prod",
      description: "Production",
    });

    await page.goto(`/${org.name}/apps`);
    await page.getByRole("button", { name: "Add application" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Add application" });
    const description = `Ann's "shop" at $HOME \`id\` \\n`;
    await dialog.getByLabel("Name").fill("books");
    await dialog.getByLabel("Description").fill(description);
    await run(await copied(page, dialog), org.adminKey);
    expect(await org.admin("GET", "/apps/books")).toMatchObject({ description });
  });

  test("has no value of a parameter in it", async () => {
    const org = await makeOrg();
    await fill(org);
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles/prod?tab=parameters` });
    const form = page.getByRole("form", { name: "Add a parameter" });
    await form.getByLabel("Key", { exact: true }).fill("DB_URL");
    await form
      .getByLabel(/^Value/)
      .first()
      .fill("s3cret-of-db");
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Save changes" }).click();
    const line = await copied(page, page.getByRole("dialog", { name: "Save as version 2" }));
    expect(line).toContain("DB_URL");
    expect(line).toContain('"…"');
    expect(line).not.toContain("s3cret");
  });
});
