import { type KnownTarget, None } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ParameterSetting, ProviderLink } from "../../domain/planning/precedence/settings.ts";
import { providerLink } from "./find-target.ts";

/** What resolving reads of a service or an instance each time. The rest is found by its content id, and never changes. */
export interface TargetStanding {
  /** Names what is set at this moment, `findTargetContent` and `findTargetParameters` find it. */
  readonly contentId: string;
  readonly provider: ProviderLink;
  readonly inherits: boolean;
  /** Since when it is removed, or null. What is set on it counts all the same. */
  readonly removedAt: Date | null;
}

const Link = z.union([z.string(), None]).nullable();

/** The columns of `targetColumns`. They are null for what does not exist. */
export const TargetColumns = {
  serviceContent: z.string().nullable(),
  serviceProvider: Link,
  serviceRemovedAt: z.date().nullable(),
  instanceContent: z.string().nullable(),
  instanceProvider: Link,
  instanceInherits: z.boolean().nullable(),
  instanceRemovedAt: z.date().nullable(),
};

/** SQL for what resolving reads of the service `sv` and the instance `it`, which `targetJoins` joins. */
export const targetColumns = `sv.content_id::text as "serviceContent", ${providerLink("sv")} as "serviceProvider",
       sv.removed_at as "serviceRemovedAt",
       it.content_id::text as "instanceContent", ${providerLink("it")} as "instanceProvider",
       it.inherits as "instanceInherits", it.removed_at as "instanceRemovedAt"`;

/**
 * SQL that joins the service `sv` and the instance `it` to a row `asked` with `org`, `app`, `stage`, `service` and `region`.
 * Where the service or the region is null, nothing is joined.
 */
export const targetJoins = `
       left join targets sv on sv.org = asked.org and sv.app = asked.app and sv.service = asked.service
             and sv.stage = '' and sv.region = ''
       left join targets it on it.org = asked.org and it.app = asked.app and it.service = asked.service
             and it.stage = asked.stage and it.region = asked.region`;

/** What resolving reads of a service and an instance as of one moment. What does not exist is undefined. */
export interface TargetStandings {
  readonly service: TargetStanding | undefined;
  readonly instance: TargetStanding | undefined;
}

const StandingsRow = z.object(TargetColumns);

/** Finds what resolving reads of services and instances, in the order of the targets. */
export async function findTargetStandings(
  db: Queryable,
  asked: readonly KnownTarget[],
): Promise<TargetStandings[]> {
  const rows = await db.query(
    StandingsRow,
    `select ${targetColumns}
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
              with ordinality as asked (org, app, stage, service, region, position)
       ${targetJoins}
      order by asked.position
      limit 1000`,
    [
      asked.map(({ org }) => org),
      asked.map(({ app }) => app),
      asked.map(({ stage }) => stage),
      asked.map(({ service }) => service ?? null),
      asked.map(({ region }) => region ?? null),
    ],
  );
  return rows.map(standingsOf);
}

/** Whether instances and their services are there, and neither is removed, in the order of the instances. */
export async function findWhetherThere(db: Queryable, targets: readonly KnownTarget[]): Promise<boolean[]> {
  const standings = await findTargetStandings(db, targets);
  return standings.map(
    ({ service, instance }) => service?.removedAt === null && instance?.removedAt === null,
  );
}

/** Returns what resolving reads of the service and of the instance. */
export function standingsOf(row: z.infer<typeof StandingsRow>): TargetStandings {
  const { serviceContent, instanceContent, instanceInherits } = row;
  return {
    service:
      serviceContent === null
        ? undefined
        : {
            contentId: serviceContent,
            provider: row.serviceProvider,
            inherits: true,
            removedAt: row.serviceRemovedAt,
          },
    instance:
      instanceContent === null || instanceInherits === null
        ? undefined
        : {
            contentId: instanceContent,
            provider: row.instanceProvider,
            inherits: instanceInherits,
            removedAt: row.instanceRemovedAt,
          },
  };
}

/** Names what was set on a service or an instance at some moment. No id is ever used for anything else. */
export interface ContentName {
  readonly org: string;
  readonly contentId: string;
}

/** What a plan needs of a service or an instance beside its `TargetStanding`. It never changes. */
export interface TargetContent {
  readonly parameters: readonly ParameterSetting[];
  readonly requiredParameters: readonly string[];
}

const ContentRow = z.object({
  parameters: z.array(z.object({ key: z.string(), isNone: z.boolean() })),
  requiredParameters: z.array(z.string()),
});

/** Finds the keys that are set or demanded, or undefined when something else is set by now. */
export async function findTargetContent(
  db: Queryable,
  { org, contentId }: ContentName,
): Promise<TargetContent | undefined> {
  const [row] = await db.query(
    ContentRow,
    `select t.required_parameters as "requiredParameters",
            array(
              select jsonb_build_object('key', p.key, 'isNone', p.is_none)
                from target_parameters p where p.target_id = t.id order by p.position
            ) as parameters
       from targets t
      where t.content_id = $2::bigint and t.org = $1`,
    [org, contentId],
  );
  return row;
}

/** Finds out, in the order of the names, which of them is still what is set. */
export async function findWhetherSet(db: Queryable, asked: readonly ContentName[]): Promise<boolean[]> {
  const rows = await db.query(
    z.object({ isSet: z.boolean() }),
    `select t.id is not null as "isSet"
       from unnest($1::text[], $2::bigint[]) with ordinality as asked (org, content_id, position)
       left join targets t on t.content_id = asked.content_id and t.org = asked.org
      order by asked.position
      limit 1000`,
    [asked.map(({ org }) => org), asked.map(({ contentId }) => contentId)],
  );
  return rows.map(({ isSet }) => isSet);
}
