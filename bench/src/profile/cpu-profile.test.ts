import { expect, test } from "vitest";
import { type CpuProfile, moduleName, selfTimes } from "./cpu-profile.ts";

const frame = (functionName: string, url = "", lineNumber = 0) => ({ functionName, url, lineNumber });

test("sums the time of what ran within a span by function and by module, without idle time", () => {
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame("(idle)") },
      { id: 2, callFrame: frame("query", "file:///app/node_modules/pg/lib/client.js", 9) },
      { id: 3, callFrame: frame("", "file:///app/node_modules/pg/lib/result.js", 0) },
      { id: 4, callFrame: frame("(garbage collector)") },
    ],
    startTime: 10_000,
    samples: [2, 1, 2, 3, 4, 2],
    timeDeltas: [0, 1_000, 5_000, 2_000, 3_000, 4_000],
  };
  expect(selfTimes(profile, { from: 11_000, to: 30_000 })).toEqual({
    functions: [
      { name: "(garbage collector)", ms: 4 },
      { name: "(anonymous) pg/lib/result.js:1", ms: 3 },
      { name: "query pg/lib/client.js:10", ms: 2 },
    ],
    modules: [
      { name: "pg", ms: 5 },
      { name: "(garbage collector)", ms: 4 },
    ],
  });
});

test.each([
  ["file:///app/node_modules/a/node_modules/@b/c/dist/x.js", "@b/c", "@b/c/dist/x.js"],
  [
    "file:///app/services/resolver/dist/store/deployments.js",
    "services/resolver",
    "services/resolver/store/deployments.js",
  ],
  ["node:net", "node:net", "node:net"],
  ["", "", ""],
])("names the module of %s", (url, name, file) => {
  expect(moduleName(url)).toEqual({ name, file });
});
