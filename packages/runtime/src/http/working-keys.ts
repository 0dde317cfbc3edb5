import type { Principal } from "@stagepass/contracts";
import { LRUCache } from "lru-cache";
import type { Authenticate } from "./access.ts";

/** How long a key is remembered after it was looked up, in milliseconds. */
const rememberedMs = 30_000;
const maxKeys = 10_000;

/** Keys that worked a moment ago. Whether they still work, and what they permit, is for the handler to find out. */
export interface WorkingKeys {
  /** Returns the remembered holder of a key, or looks it up. Throws `unauthenticated`. */
  readonly authenticate: Authenticate;
  /** Forgets a key that does not work any more. */
  forget(digest: string): void;
}

/** Remembers keys that work, by their SHA-256 digests. */
export function rememberWorkingKeys(authenticate: Authenticate): WorkingKeys {
  const known = new LRUCache<string, Principal>({ max: maxKeys, ttl: rememberedMs, updateAgeOnGet: true });
  return {
    authenticate: async (digest) => {
      const remembered = known.get(digest);
      if (remembered !== undefined) return remembered;
      const principal = await authenticate(digest);
      known.set(digest, principal);
      return principal;
    },
    forget: (digest) => void known.delete(digest),
  };
}
