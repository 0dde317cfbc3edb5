import { type Database, isDeadlock, type Transaction } from "@stagepass/runtime";
import type { InTransaction } from "../domain/common/change.ts";
import type { ImportChanges } from "../domain/importing/import-ports.ts";
import * as accessKeys from "./access-keys.ts";
import { addVersion } from "./add-version.ts";
import * as apps from "./apps.ts";
import { type Bound, bind } from "./bind.ts";
import { beginReading, lockConfiguration } from "./importing/lock-configuration.ts";
import * as migrating from "./migrating/statements.ts";
import * as nearNames from "./near-names.ts";
import * as orgs from "./orgs.ts";
import { isUnread, listUses } from "./profile-uses.ts";
import * as profiles from "./profiles.ts";
import * as providers from "./providers/providers.ts";
import { readSnapshot } from "./read-snapshot.ts";
import * as renamedApps from "./renaming/rename-app.ts";
import { moveProfile, reserveProfile } from "./renaming/rename-profile.ts";
import * as sessions from "./sessions/sessions.ts";
import * as stages from "./stages.ts";
import * as targets from "./targets/statements.ts";
import { listLinksAfter, listUsesAfter } from "./uses/list-uses-after.ts";
import * as versions from "./versions.ts";
import { announcementsOf, writeDraft } from "./write-draft.ts";

const statements = {
  ...orgs,
  ...profiles,
  ...versions,
  ...apps,
  ...stages,
  ...targets,
  ...providers,
  ...accessKeys,
  ...sessions,
  ...nearNames,
  ...renamedApps,
  ...migrating,
  reserveProfile,
  moveProfile,
  addVersion,
  listUses,
  listUsesAfter,
  listLinksAfter,
  beginReading,
  lockConfiguration,
  readSnapshot,
  isUnread,
};

type Changes = Bound<typeof statements> &
  Pick<Transaction, "announce" | "announceEach"> &
  Pick<ImportChanges, "writeDraft">;

/** Makes every query of the service, for use in and outside of transactions. */
export function createStore(database: Database) {
  const once: InTransaction<Changes> = (work) =>
    database.transaction((changes) =>
      work({
        ...bind(changes, statements),
        announce: (...event) => changes.announce(...event),
        announceEach: (...events) => changes.announceEach(...events),
        writeDraft: async (org, writes, events) => {
          await writeDraft(changes, org, writes);
          await changes.announceAll(announcementsOf(events));
        },
      }),
    );
  const readAsOfNow = <T>(work: (reads: Bound<typeof statements>) => Promise<T>): Promise<T> =>
    database.transaction(async (changes) => {
      await changes.execute("set transaction isolation level repeatable read, read only");
      return work(bind(changes, statements));
    });
  return { ...bind(database, statements), transaction: repeatDeadlocked(once), readAsOfNow };
}

const attempts = 3;

/**
 * A rename locks a profile and then what refers to it; what refers to it is saved with its own row locked first. Postgres
 * undoes one of two that wait for each other, which then begins again.
 */
function repeatDeadlocked<Changes>(once: InTransaction<Changes>): InTransaction<Changes> {
  return async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(work);
      } catch (error) {
        if (attempt === attempts || !isDeadlock(error)) throw error;
      }
    }
  };
}
