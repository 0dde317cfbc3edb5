import { blueprintDeleted, Problem, type ProviderMigration, providerDeleted } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, AnnounceEach, InTransaction } from "../common/change.ts";
import { titleOf } from "../targets/target.ts";
import { announceModes, announceTargets } from "./announce-migrated.ts";
import { viewMigration } from "./describe-migration.ts";
import type { StoredMigration } from "./migration-ports.ts";
import type { Place } from "./snapshot.ts";
import { whenHeld } from "./when-held.ts";

/** Something that is not as the migration left it. */
export type ChangedSince =
  | { readonly what: "provider" | "app"; readonly name: string }
  | ({ readonly what: "target" | "linked" | "appeared"; readonly app: string } & Place);

/** What an undo needs of a transaction. */
export interface UndoChanges {
  /** Locks what a migration can have written. Returns false, at once, while somebody else holds a part of it. */
  holdConfiguration(org: string, app: string | undefined): Promise<boolean>;
  findStandingMigration(org: string, app: string | undefined): Promise<StoredMigration | undefined>;
  /** Lists the first things that are not as a migration left them, and counts all of them. */
  listChangedSince(
    org: string,
    id: string,
    limit: number,
  ): Promise<{ changed: ChangedSince[]; total: number }>;
  /** Takes back all that a migration wrote, last things first. */
  takeBack(org: string, undone: StoredMigration, by: string): Promise<TakenBack>;
  announce: Announce;
  announceEach: AnnounceEach;
}

/** What an undo took back. */
export interface TakenBack {
  readonly migration: StoredMigration;
  readonly apps: readonly string[];
  readonly targets: readonly TakenBackTarget[];
  readonly providers: readonly { readonly name: string; readonly revision: number }[];
}

/** A service, an instance or a blueprint on which nothing is set any more. */
export interface TakenBackTarget extends Place {
  readonly app: string;
  readonly revision: number;
  readonly fields: readonly ("provider" | "inherits" | "parameters")[];
  readonly parameterKeys: readonly string[];
}

/** What an undo needs from outside. */
export interface UndoPorts {
  transaction: InTransaction<UndoChanges>;
  pause(): Promise<void>;
}

const named = 10;

/**
 * Takes back the last migration of an organization, or that of one app, as if it had never been. Throws `not-found` when
 * there is none, and `conflict`, which says what, when something that it wrote was changed since.
 */
export async function undoMigration(
  ports: UndoPorts,
  { org, by }: { readonly org: string; readonly by: string },
  app: string | undefined,
): Promise<ProviderMigration> {
  return whenHeld(ports, { org, app: undefined }, async (changes) => {
    const last = await changes.findStandingMigration(org, app);
    if (last === undefined) throw nothingToUndo(org, app);
    const { changed, total } = await changes.listChangedSince(org, last.id, named);
    if (total > 0) throw changedSince(changed, total);
    const taken = await changes.takeBack(org, last, by);
    await announceTakenBack(changes, { org, by }, taken);
    return viewMigration(org, taken.migration);
  });
}

async function announceTakenBack(
  changes: UndoChanges,
  who: { readonly org: string; readonly by: string },
  { apps, targets, providers }: TakenBack,
): Promise<void> {
  const { org } = who;
  await announceModes(changes, who, apps);
  await announceTargets(changes, who, targets);
  await changes.announceEach(
    blueprintDeleted,
    targets
      .filter(({ service }) => service === null)
      .map(({ app, stage, revision }) => ({
        about: about.blueprint({ org, app, stage }),
        data: { ...who, app, stage, revision },
      })),
  );
  await changes.announceEach(
    providerDeleted,
    providers.map(({ name, revision }) => ({
      about: about.provider(org, name),
      data: { ...who, provider: name, revision },
    })),
  );
}

function nothingToUndo(org: string, app: string | undefined): Problem {
  const whose = app === undefined ? org : `the app ${app} alone`;
  return new Problem("not-found", `There is no migration of ${whose} to providers that could be undone.`);
}

function changedSince(changed: readonly ChangedSince[], total: number): Problem {
  const more = total > changed.length ? ` There are ${total - changed.length} more.` : "";
  return new Problem(
    "conflict",
    `Nothing was undone, since the migration is not the last change. ${changed.map(describe).join(" ")}${more} ` +
      "Remove the settings of what appeared or was linked since. What the migration wrote itself and somebody changed " +
      "cannot be taken back: set the mode of its app to profiles, and its deploys get what their profiles say.",
  );
}

function describe(changed: ChangedSince): string {
  switch (changed.what) {
    case "provider":
      return `The provider ${changed.name} was changed or deleted.`;
    case "app":
      return `The app ${changed.name} was changed, renamed or deleted.`;
    case "target":
      return `The ${title(changed)} was changed.`;
    case "linked":
      return `The ${title(changed)} was linked to a provider of the migration, by its first deploy or by hand.`;
    case "appeared":
      return `The ${title(changed)} has settings that it did not have, by its first deploy or by hand.`;
  }
}

function title({ app, service, stage, region }: Place & { readonly app: string }): string {
  if (service !== null)
    return titleOf({ org: "", app, service, stage: stage ?? undefined, region: region ?? undefined });
  return stage === null
    ? `blueprint of services of ${app}`
    : `blueprint of the stage ${JSON.stringify(stage)} of ${app}`;
}
