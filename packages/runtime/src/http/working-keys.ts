import type { Principal } from "@stagepass/contracts";
import { LRUCache } from "lru-cache";
import type { Authenticate } from "./access.ts";

/** How long a key that worked may send a body before it is looked up again, in milliseconds. */
const rememberedMs = 30_000;
const maxKeys = 10_000;

/** Keys that worked a moment ago. What their holders may do is for the handler to find out. */
export interface WorkingKeys {
  /** Whose key it was when it worked last; looked up where that is too long ago. Throws `unauthenticated`. */
  readonly authenticate: Authenticate;
  /** Forgets a key that was found not to work. */
  forget(digest: string): void;
}

/** Remembers keys that work, by the SHA-256 digests that they are looked up by. */
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
