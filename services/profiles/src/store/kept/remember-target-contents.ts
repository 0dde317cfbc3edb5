import { LRUCache } from "lru-cache";
import type { ContentName, TargetContent } from "../../domain/planning/target-standing.ts";

/** The most that is kept, in keys of parameters. */
const maxKeys = 500_000;

/**
 * Makes a function that reads what was set on a service or an instance once for each content id, since an id never names
 * anything else. What is not there is read again the next time.
 */
export function rememberTargetContents(read: (name: ContentName) => Promise<TargetContent | undefined>) {
  const known = new LRUCache<string, TargetContent, ContentName>({
    maxSize: maxKeys,
    sizeCalculation: ({ parameters, requiredParameters }) =>
      1 + parameters.length + requiredParameters.length,
    ignoreFetchAbort: true,
    fetchMethod: (_id, _stale, { context }) => read(context),
  });
  // The organization is a part of the key: an id that belongs to another one must not be found.
  return (name: ContentName) => known.fetch(JSON.stringify([name.org, name.contentId]), { context: name });
}
