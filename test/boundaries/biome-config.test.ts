import { expect, test } from "vitest";
import { biomeConfig } from "./biome-config.ts";

test("biome.json is what `npm run lint:rules` generates from the rules", async () => {
  await expect(`${JSON.stringify(biomeConfig, null, 2)}\n`).toMatchFileSnapshot("../../biome.json");
});
