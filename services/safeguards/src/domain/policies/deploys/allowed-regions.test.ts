import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { allowedRegions } from "./allowed-regions.ts";

const target = makeTarget();

function evaluate(region: string, settings: unknown): Promise<string[]> {
  const document = { target: { ...target, region }, now: "2026-11-20T12:00:00Z" };
  return messagesOf(allowedRegions, document, settings);
}

const list = 'not in list of permitted regions: ["eu-central-1"]';

for (const { guarantee, region, settings, says } of [
  {
    guarantee: "permits a region of the list",
    region: "eu-central-1",
    settings: ["eu-west-1", "eu-central-1"],
    says: [],
  },
  { guarantee: "permits the one region named", region: "eu-central-1", settings: "eu-central-1", says: [] },
  {
    guarantee: "refuses another region",
    region: "us-east-1",
    settings: ["eu-central-1"],
    says: [`Region "us-east-1" ${list}`],
  },
  {
    guarantee: "reads a single name as a whole",
    region: "eu-central-2",
    settings: "eu-central-1",
    says: [`Region "eu-central-2" ${list}`],
  },
]) {
  test(`allowed-regions ${guarantee}`, async () => {
    expect(await evaluate(region, settings)).toEqual(says);
  });
}

test.each([[[]], [{}], [["Frankfurt"]], [""], [undefined], [null]])(
  "allowed-regions refuses the settings %j",
  (settings) => {
    expect(allowedRegions.settings.safeParse(settings).success).toBe(false);
  },
);
