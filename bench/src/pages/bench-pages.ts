import pg from "pg";
import { chromium } from "playwright-core";
import { withEnds } from "../ends.ts";
import { say } from "../say.ts";
import { type LocalStack, startLocalStack } from "../systems/local-stack.ts";
import { firstLoad } from "./first-load.ts";
import { interactions } from "./interactions.ts";
import { type Interaction, watchInteractions } from "./watch-interactions.ts";

const profiles = 5_000;
const parameters = 100;

/** What the pages cost a browser. */
export interface PageFigures {
  readonly profiles: number;
  readonly parameters: number;
  /** The scripts that every page loads first, compressed. */
  readonly firstLoadBytes: number;
  readonly interactions: readonly Interaction[];
}

/** Measures the pages in a Chromium: how much they load first, and how soon they paint after each interaction. */
export async function benchPages(executablePath: string): Promise<PageFigures> {
  return await withEnds(async (ends) => {
    const local = await startLocalStack(ends);
    say(`${profiles} profiles`);
    await storeProfiles(local, profiles);
    await storeParameters(local, parameters);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    ends.add(() => browser.close());
    const { url, org, adminKey } = local.stack;
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1440, height: 900 } });
    const measure = await watchInteractions(page);
    await page.goto("/sign-in");
    await page.getByLabel("Access key").fill(adminKey);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Profiles" }).waitFor();
    const measured: Interaction[] = [];
    for (const [name, interact] of Object.entries(interactions)) {
      say(name);
      measured.push(await measure(name, () => interact(page, `/${org}`)));
    }
    return { profiles, parameters, firstLoadBytes: await firstLoad(url), interactions: measured };
  });
}

/** Stores profiles at once, since a request for each would take minutes. */
async function storeProfiles({ stack }: LocalStack, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: stack.postgresUrl });
  await client.connect();
  await client.query(
    `with named as (
       insert into profiles.profiles (org, name, key, version, first_version)
       select $1, name, name, 1, 1
         from (select 'team-' || lpad(number::text, 4, '0') as name from generate_series(1, $2) as number) as names
       returning org, key)
     insert into profiles.profile_versions (org, profile, version, description, safeguards, created_by)
     select org, key, 1, 'What the team ' || key || ' deploys with', '[]', 'operator' from named`,
    [stack.org, count],
  );
  await client.end();
}

/** Gives the first profile many parameters. */
async function storeParameters({ stack }: LocalStack, count: number): Promise<void> {
  const keys = Array.from({ length: count }, (_, index) => ({
    key: `KEY_${index}`,
    value: `value ${index}`,
  }));
  const answer = await fetch(`${stack.url}/v1/orgs/${stack.org}/profiles/team-0001`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${stack.adminKey}`, "content-type": "application/json" },
    body: JSON.stringify({ parameters: keys }),
  });
  if (!answer.ok) throw new Error(`The parameters were refused: ${await answer.text()}`);
}
