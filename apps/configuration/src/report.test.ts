import type { ImportResult } from "@stagepass/contracts";
import { inColours, plain } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { problemText, report } from "./report.ts";

const result: ImportResult = {
  applied: false,
  digest: "d1g35t",
  changes: [
    {
      ...{ kind: "profile", path: "$.profiles.prod", action: "update", revision: 4 },
      ...{ fields: ["description", "parameters"], parameterKeys: ["DB_URL", "LEVEL"] },
    },
    {
      ...{ kind: "app", path: "$.apps.storefront", action: "create", revision: null },
      ...{ fields: [], parameterKeys: [] },
    },
    {
      ...{ kind: "provider", path: "$.providers.old", action: "remove", revision: 1 },
      ...{ fields: [], parameterKeys: [] },
    },
  ],
  unchanged: 7,
  unnamed: [{ kind: "app", path: "$.apps.bare" }],
};

test("a plan has a line for each thing that changes, and says what is left and how to apply just this", () => {
  expect(report(result, plain)).toBe(`\
update   $.profiles.prod    description, parameters (DB_URL, LEVEL), was at 4
create   $.apps.storefront
remove   $.providers.old    was at 1

Not in the document, and left as it is (--prune removes it):
  $.apps.bare

Plan: 1 created, 1 updated, 0 restored, 1 removed, 7 unchanged.
To apply just this: --base d1g35t
`);
});

test("a plan without changes says so, and nothing else", () => {
  expect(report({ ...result, changes: [], unnamed: [] }, plain)).toBe(
    "Nothing would be changed: 7 unchanged.\n",
  );
});

test("what was applied is told in the same lines", () => {
  expect(report({ ...result, applied: true, unnamed: [] }, plain)).toMatch(
    /\n\nApplied: 1 created, 1 updated, 0 restored, 1 removed, 7 unchanged\.\n$/,
  );
});

test("a refusal names every place in the words of Stagepass, or else says the whole", () => {
  const problem = {
    ...{ type: "about:blank", title: "Invalid", status: 400, code: "invalid" },
    detail: "Both.",
  };
  const errors = [{ path: "$.apps.a.stages.prod", message: "there is no profile prdo" }];
  expect(problemText({ ...problem, errors } as never, plain)).toBe(
    "Invalid\n  $.apps.a.stages.prod: there is no profile prdo\n",
  );
  expect(problemText(problem as never, plain)).toBe("Invalid\nBoth.\n"); // the rest of a problem is not shown
});

test("names in a document cannot control the terminal or make lines of their own", () => {
  const [change] = result.changes;
  const changes = change === undefined ? [] : [{ ...change, path: '$.apps["\u001b[2J\nApplied"]' }];
  const text = report({ ...result, changes }, plain);
  expect(text).not.toContain("\u001b");
  expect(text).not.toMatch(/^Applied/m);
});

test("colours change how a report looks, and not its text", () => {
  const coloured = report(result, inColours);
  expect(coloured).toContain("\u001b[32m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(report(result, plain));
});
