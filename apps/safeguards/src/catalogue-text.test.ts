import { expect, test } from "vitest";
import { catalogueText } from "./catalogue-text.ts";

const view = { title: "", fix: "", docs: "", settingsSchema: {}, defaultSettings: undefined };
const policies = [
  { ...view, safeguard: "allowed-regions", needs: [], description: "The region must be one of these." },
  {
    ...view,
    safeguard: "require-dlq",
    needs: ["template" as const],
    description: "Each function must have a queue.",
  },
];

test("the policies are a table with a line for each when there is no terminal", () => {
  expect(catalogueText(policies)).toBe(`\
POLICY           NEEDS     DEMANDS
allowed-regions  -         The region must be one of these.
require-dlq      template  Each function must have a queue.
`);
});

test("the table of policies fits into a terminal's lines", () => {
  expect(catalogueText(policies, 50)).toBe(`\
POLICY           NEEDS     DEMANDS
allowed-regions  -         The region must be one
                           of these.
require-dlq      template  Each function must have
                           a queue.
`);
});
