import { PolicyView, Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { checkSafeguards } from "./check-safeguards.ts";

test("shows each policy once, in the order of their names", () => {
  const ids = catalogue().map(({ safeguard }) => safeguard);
  expect(ids).toEqual([...new Set(ids)].sort());
});

for (const view of catalogue()) {
  test(`shows ${view.safeguard} with a schema and with settings that can be saved as they are`, () => {
    expect(PolicyView.parse(view)).toEqual(view);
    expect(view.settingsSchema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
    const safeguard = Safeguard.parse({
      name: view.title,
      description: view.description,
      safeguard: view.safeguard,
      enforcementLevel: "error",
      settings: view.exampleSettings,
    });
    expect(checkSafeguards([safeguard])).toEqual([]);
  });
}
