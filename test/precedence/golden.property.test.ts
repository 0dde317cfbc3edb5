import { describe, expect, test } from "vitest";
import { golden } from "./golden.ts";
import { memoryOrg } from "./memory-org.ts";
import { explainInMemory, toldInMemory } from "./resolve-in-memory.ts";
import { toldByExplain } from "./told.ts";

describe.each(golden)("in the mode $mode, $title", ({ org, target, purpose, expected }) => {
  const asked = { target, purpose };

  test("a resolve gets what the order of precedence says", async () => {
    expect(await toldInMemory(memoryOrg(org), asked)).toEqual(expected);
  });

  test("explain says so, too", async () => {
    expect(toldByExplain(await explainInMemory(memoryOrg(org), asked))).toEqual(expected);
  });
});
