import type { EventContract } from "@stagepass/contracts";
import { draftApps } from "./draft-apps.ts";
import { draftProfiles } from "./draft-profiles.ts";
import { draftProviders } from "./draft-providers.ts";
import { draftTargets } from "./draft-targets.ts";
import type { Snapshot } from "./snapshot.ts";
import { type DraftEvent, type DraftState, draftOf, type Writes } from "./state.ts";

/** Returns the sealed secret of the static keys that a provider has stored. */
export type ReadSealedKeys = (org: string, provider: string) => Promise<Uint8Array | undefined>;

/**
 * Changes that are made in memory, by the same functions that make them one by one in transactions, so that they follow the
 * same rules. What they wrote and announced can then be stored by few statements, or just be shown.
 */
export interface Draft {
  /** What the functions get in place of a transaction. */
  readonly changes: DraftChanges;
  readonly state: DraftState;
  readonly writes: Writes;
  readonly events: readonly DraftEvent[];
  /** Runs a step. Where it throws, what it announced is forgotten. */
  attempt(step: () => Promise<void>): Promise<void>;
  /** Sets the ciphertexts that the next steps need. */
  provide(sealed: DraftState["sealed"]): void;
}

type DraftChanges = ReturnType<typeof changesOver>;

/** Begins a draft on what is there. */
export function beginDraft(snapshot: Snapshot, readSealedKeys: ReadSealedKeys): Draft {
  const state = draftOf(snapshot);
  return {
    changes: changesOver(state, readSealedKeys),
    state,
    writes: state.writes,
    events: state.events,
    attempt: async (step) => {
      const before = state.events.length;
      try {
        await step();
      } catch (error) {
        state.events.length = before;
        throw error;
      }
    },
    provide: (sealed) => {
      state.sealed = sealed;
    },
  };
}

function changesOver(state: DraftState, readSealedKeys: ReadSealedKeys) {
  const announce = (event: EventContract, about: string, data: unknown) => {
    state.events.push({ event, about, data });
  };
  return {
    ...draftApps(state),
    ...draftProfiles(state),
    ...draftProviders(state),
    ...draftTargets(state),
    readSealedKeys,
    announce: async (event: EventContract, about: string, data: unknown) => announce(event, about, data),
    announceEach: async (
      event: EventContract,
      each: readonly { readonly about: string; readonly data: unknown }[],
    ) => {
      for (const { about, data } of each) announce(event, about, data);
    },
  };
}
