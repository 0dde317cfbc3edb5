import { expect, test } from "vitest";
import { apiAt } from "../support/stack/api.ts";
import { describePages, given } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

const statement = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::receipts/*" };
const template = {
  Resources: {
    Receipts: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: { Statement: [statement] } },
    },
  },
};
const path = "$.Resources.Receipts.Properties.PolicyDocument.Statement[0].Action";

/** An organization whose profile for production forbids wildcards. */
async function orgWithoutWildcards() {
  const org = await makeOrg();
  await fill(org);
  await org.admin("PATCH", "/profiles/prod", {
    safeguards: [
      { name: "No wildcards", safeguard: "no-wild-iam-role-statements", enforcementLevel: "error" },
      { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
    ],
  });
  const target = { org: org.name, app: "shop", stage: "prod", service: "checkout", region: "eu-central-1" };
  return { org, target };
}

describePages("a blocked deploy", () => {
  test("leads from its page to the place in the template, the fix, the guide and the safeguard", async () => {
    const { org, target } = await orgWithoutWildcards();
    const { body } = await apiAt(given().facts.url, org.adminKey)("POST", "/v1/resolve", {
      ...target,
      template,
    });
    expect(body.verdict).toBe("blocked");
    const page = await visit({ key: org.adminKey, at: `/${org.name}/deployments/${body.deploymentId}` });
    const result = page.getByRole("listitem").filter({ hasText: "No wildcards" }).first();
    await result.getByText("Receipts", { exact: true }).waitFor();
    await result.getByText("Properties.PolicyDocument.Statement[0].Action", { exact: true }).waitFor();
    await result.getByText("Name the actions and the resources").waitFor();
    await result.getByRole("button", { name: "Copy the path" }).click();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(path);

    await result.getByRole("link", { name: "Guide to no-wild-iam-role-statements" }).click();
    await page.getByRole("heading", { level: 1, name: /iam role statements/i }).waitFor();
    await page.goBack();

    await result.getByRole("link", { name: "Open the safeguard" }).click();
    const editor = page.getByRole("dialog");
    await editor.getByRole("heading", { name: "No wildcards" }).waitFor();
    await editor.getByRole("button", { name: "Close" }).click();
    await editor.waitFor({ state: "hidden" });
    expect(new URL(page.url()).searchParams.has("safeguard")).toBe(false);
  });

  test("is foreseen where a template is tried, with the same places, and nothing is on record of it", async () => {
    const { org, target } = await orgWithoutWildcards();
    const { org: _inThePath, ...names } = target;
    const page = await visit({
      key: org.adminKey,
      at: `/${org.name}/explain?${new URLSearchParams({ ...names, purpose: "deploy" })}`,
    });
    const trial = page.getByRole("region", { name: "Try a template" });
    await trial.getByLabel("Template").fill("Resources:\n  A: [");
    await trial.getByRole("button", { name: "Try it" }).click();
    await trial
      .getByText(/line 2/)
      .first()
      .waitFor();
    await trial.getByLabel("Template").fill(JSON.stringify(template));
    await trial.getByRole("button", { name: "Try it" }).click();
    await trial.getByText("A deploy of this would be blocked").waitFor();
    await trial.getByText("Properties.PolicyDocument.Statement[0].Action", { exact: true }).waitFor();
    expect((await org.admin("GET", "/deployments")).items).toEqual([]);
  });
});
