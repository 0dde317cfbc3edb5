import { safeParse } from "@stagepass/contracts";
import { LRUCache } from "lru-cache";
import type { z } from "zod";
import type { Policy } from "../policies/definition/policy.ts";

/** How many settings are kept parsed, in characters of JSON: a regular expression takes some 200 times its length. */
const maxCharacters = 256 * 1024;

interface Parsed {
  readonly settings: unknown;
}

const known = new LRUCache<string, Parsed>({
  maxSize: maxCharacters,
  sizeCalculation: (_parsed, text) => text.length,
});

/**
 * The settings as their policy's schema reads them. Each are parsed once, and their regular expressions compiled, for all
 * deploys that are evaluated by them: the same settings always parse to the same. Whoever uses them must not change them.
 */
export function parseSettings(
  policy: Pick<Policy, "id" | "settings">,
  settings: unknown,
): z.ZodSafeParseResult<unknown> {
  const text = `${policy.id} ${JSON.stringify(settings)}`;
  const found = known.get(text);
  if (found !== undefined) return { success: true, data: found.settings };
  const parsed = safeParse(policy.settings, settings);
  if (parsed.success) known.set(text, { settings: parsed.data });
  return parsed;
}
