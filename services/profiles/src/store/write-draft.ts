import { type Announcement, announcementOf, type Queryable } from "@stagepass/runtime";
import type { DraftEvent, Writes } from "../domain/importing/draft/state.ts";
import { addVersions } from "./add-version.ts";
import { deleteApps, writeApps } from "./apps.ts";
import { writeOrg } from "./orgs.ts";
import { deleteProfiles } from "./profiles.ts";
import { deleteProviders, writeProviders } from "./providers/providers.ts";
import { deleteStages, writeStages } from "./stages.ts";
import { deleteBlueprints } from "./targets/blueprints.ts";
import { writeTargets } from "./targets/write-target.ts";

/** How many rows a statement writes, so that none takes long. */
const rowsAtOnce = 500;

/**
 * Stores what a draft wrote, in an order in which nothing refers to what is not there yet or not any more. All rows must be
 * locked.
 */
export async function writeDraft(db: Queryable, org: string, writes: Writes): Promise<void> {
  await inChunks(writes.versions, (versions) => addVersions(db, org, versions));
  if (writes.org !== undefined) await writeOrg(db, writes.org);
  await inChunks([...writes.apps.values()], (apps) => writeApps(db, org, apps));
  await inChunks(writes.stages, (stages) => writeStages(db, org, stages));
  await inChunks(writes.deletedStages, (stages) => deleteStages(db, org, stages));
  // Just one of them can be the default, so that all are written together.
  if (writes.providers.size > 0) await writeProviders(db, org, [...writes.providers.values()]);
  await inChunks([...writes.targets.values()], (targets) => writeTargets(db, targets));
  // What was written after it was removed says so itself.
  const removed = writes.removedTargets.filter((id) => !writes.targets.has(id));
  await inChunks(removed, (ids) => markRemoved(db, ids));
  await inChunks(writes.deletedBlueprints, (ids) => deleteBlueprints(db, org, ids));
  await inChunks(writes.deletedApps, (apps) => deleteApps(db, org, apps));
  await inChunks(writes.deletedProviders, (providers) => deleteProviders(db, org, providers));
  await inChunks(writes.deletedProfiles, (profiles) => deleteProfiles(db, org, profiles));
}

/** The rows of the outbox that announce what a draft announced. */
export function announcementsOf(events: readonly DraftEvent[]): Announcement[] {
  return events.map(({ event, about, data }) => announcementOf(event, about, data));
}

async function markRemoved(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.execute(
    `update targets set removed_at = now(), revision = revision + 1, updated_at = now() where id = any($1::bigint[])`,
    [ids],
  );
}

async function inChunks<T>(
  items: readonly T[],
  write: (chunk: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += rowsAtOnce)
    await write(items.slice(from, from + rowsAtOnce));
}
