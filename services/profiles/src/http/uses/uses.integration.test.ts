import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
});
afterAll(() => service.close());

const org = "/v1/orgs/acmecorp";
const ask = (route: string, body?: object) => service.request(admin, route, body);

/** Reads all pages of a list. */
async function readAll(path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body } = await ask(`GET ${path}?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

test("the uses of a profile are the stages, defaults and lines of the stage map that keep it, page by page", async () => {
  await ask(`PUT ${org}/profiles/prod`, {});
  await ask(`PUT ${org}/profiles/other`, {});
  for (const app of ["shop", "blog"]) {
    await ask(`PUT ${org}/apps/${app}`, { defaultProfile: app === "shop" ? "prod" : "other" });
    for (const stage of ["prod", "eu"])
      await ask(`PUT ${org}/apps/${app}/stages/${stage}`, { profile: "prod" });
  }
  await ask(`PATCH ${org}`, { stages: [{ stages: "prod-*", profile: "prod" }] });
  expect(await readAll(`${org}/profiles/prod/uses`)).toEqual([
    { kind: "stage", app: "blog", stage: "eu" },
    { kind: "stage", app: "blog", stage: "prod" },
    { kind: "stage", app: "shop", stage: "eu" },
    { kind: "stage", app: "shop", stage: "prod" },
    { kind: "default", app: "shop" },
    { kind: "org-stages", stages: "prod-*" },
  ]);
  expect(await readAll(`${org}/profiles/other/uses`)).toEqual([{ kind: "default", app: "blog" }]);
  expect(await ask(`GET ${org}/profiles/prud/uses`)).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining("Did you mean prod?") },
  });
});

test("the uses of a provider are the services, instances and blueprints that are linked to it, page by page", async () => {
  const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
  await ask(`PUT ${org}/providers/main`, { accessRole });
  await ask(`PUT ${org}/apps/linked`, {});
  const services = `${org}/apps/linked/services`;
  await ask(`PUT ${services}/api`, { provider: "main" });
  await ask(`PUT ${services}/api/instances/prod/eu-central-1`, { provider: "main" });
  await ask(`PUT ${services}/web`, { provider: "main" });
  await ask(`PUT ${services}/free`, {});
  await ask(`PUT ${org}/apps/linked/blueprints/services`, { provider: "main" });
  await ask(`PUT ${org}/apps/linked/blueprints/stages/prod`, { provider: "main" });
  expect(await readAll(`${org}/providers/main/uses`)).toEqual([
    { kind: "blueprint", app: "linked", stage: null },
    { kind: "blueprint", app: "linked", stage: "prod" },
    { kind: "service", app: "linked", service: "api" },
    { kind: "instance", app: "linked", service: "api", stage: "prod", region: "eu-central-1" },
    { kind: "service", app: "linked", service: "web" },
  ]);
  expect((await ask(`GET ${org}/providers/none/uses`)).status).toBe(404);
});

test("profiles are listed with who changed them last and how often they are used", async () => {
  await ask(`PUT ${org}/profiles/counted`, {});
  await ask(`PUT ${org}/apps/counting`, { defaultProfile: "counted" });
  await ask(`PUT ${org}/apps/counting/stages/prod`, { profile: "counted" });
  const { body } = await ask(`GET ${org}/profiles?search=counted`);
  expect(body.items).toMatchObject([{ name: "counted", uses: 2, updatedBy: expect.stringMatching(/^key_/) }]);
});

test.each(["profiles", "apps", "providers"])(
  "a search among %s finds what has the text in its name, page by page",
  async (list) => {
    const facts =
      list === "providers" ? { accessRole: { roleArn: "arn:aws:iam::222222222222:role/deploy" } } : {};
    for (const name of ["pay-eu", "pay-us", "repay"]) await ask(`PUT ${org}/${list}/${name}`, facts);
    const names = async (query: string) => {
      const { body } = await ask(`GET ${org}/${list}?search=pay${query}`);
      return { found: body.items.map(({ name }: { name: string }) => name), nextCursor: body.nextCursor };
    };
    expect(await names("")).toEqual({ found: ["pay-eu", "pay-us", "repay"], nextCursor: null });
    const first = await names("&limit=2");
    expect(first.found).toEqual(["pay-eu", "pay-us"]);
    expect(await names(`&limit=2&cursor=${first.nextCursor}`)).toEqual({
      found: ["repay"],
      nextCursor: null,
    });
    expect((await ask(`GET ${org}/${list}?search=%25`)).body.items).toEqual([]);
  },
);
