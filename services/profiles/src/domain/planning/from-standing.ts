import type { KnownTarget } from "@stagepass/contracts";
import { Outdated } from "./settings-of.ts";
import type { Standing } from "./standing.ts";

/** What reading the standing of a target needs from outside. */
export interface StandingPorts {
  /** Reads the key with this digest and what applies to the target, both as of one moment. */
  findStanding(asked: KnownTarget & { readonly digest: string | null }): Promise<Standing>;
}

/** How often a plan is begun again because something was changed while it was made. */
const attempts = 5;

/**
 * Makes something from the standing of a target as of one moment. When a part of what it names was changed before it was
 * read, the standing is read again.
 */
export async function fromStanding<T>(
  ports: StandingPorts,
  asked: KnownTarget & { readonly digest: string | null },
  make: (standing: Standing) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const standing = await ports.findStanding(asked);
    try {
      return await make(standing);
    } catch (error) {
      if (!(error instanceof Outdated) || attempt === attempts) throw error;
    }
  }
}
