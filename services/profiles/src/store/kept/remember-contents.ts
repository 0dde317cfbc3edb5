import { LRUCache } from "lru-cache";
import type { VersionName } from "../../domain/planning/open.ts";
import type { VersionContent } from "../../domain/planning/version-content.ts";

/** The most that is kept, in characters of JSON. */
const maxCharacters = 16 * 1024 * 1024;

/**
 * Makes a function that reads the content of each version once, since a version never changes. Which version applies
 * can change, and is never remembered.
 */
export function rememberContents(read: (version: VersionName) => Promise<VersionContent | undefined>) {
  const known = new LRUCache<string, VersionContent, VersionName>({
    maxSize: maxCharacters,
    sizeCalculation: (content, name) => name.length + JSON.stringify(content).length,
    ignoreFetchAbort: true,
    fetchMethod: (_name, _stale, { context }) => read(context),
  });
  return async (version: VersionName): Promise<VersionContent> => {
    const { org, profile, version: number } = version;
    const content = await known.fetch(JSON.stringify([org, profile, number]), { context: version });
    if (content === undefined)
      throw new Error(`There is no version ${number} of ${org}/profiles/${profile}.`);
    return content;
  };
}
