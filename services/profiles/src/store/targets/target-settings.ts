import { type KnownTarget, None } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ContentName, TargetContent, TargetStanding } from "../../domain/planning/target-standing.ts";
import { fewPositions } from "../columns/few-positions.ts";
import { providerLink } from "./find-target.ts";

const Link = z.union([z.string(), None]).nullable();

/** The columns of `targetColumns`. They are null for what does not exist. */
export const TargetColumns = {
  serviceContent: z.string().nullable(),
  serviceProvider: Link,
  instanceContent: z.string().nullable(),
  instanceProvider: Link,
  instanceInherits: z.boolean().nullable(),
  isNewService: z.boolean(),
  isNewInstance: z.boolean(),
};

/** SQL for what resolving reads of the rows that `targetJoins` joins. */
export const targetColumns = `coalesce(sv.content_id, sb.content_id)::text as "serviceContent",
       coalesce(${providerLink("sv")}, ${providerLink("sb")}) as "serviceProvider",
       coalesce(it.content_id, ib.content_id)::text as "instanceContent",
       coalesce(${providerLink("it")}, ${providerLink("ib")}) as "instanceProvider",
       coalesce(it.inherits, ib.inherits) as "instanceInherits",
       sb.id is not null as "isNewService", ib.id is not null as "isNewInstance"`;

/** SQL for the name of the provider that a service is linked to, or that it will be, by the app's blueprint. */
export const providerOfService = "coalesce(sv.provider, sb.provider)";
/** SQL for the name of the provider that an instance is linked to, or that it will be, by the blueprint of its stage. */
export const providerOfInstance = "coalesce(it.provider, ib.provider)";

/**
 * SQL that joins the service `sv` and the instance `it` to the app `a` and to a row `asked` with `stage`, `service` and
 * `region`, if the condition `counts` holds; else all that counts is which parameters the service demands. Where the
 * service or the region is null, nothing is joined. A removed service or instance counts as long as nobody deletes its app:
 * a deploy brings it back. For those that are not there, the blueprints `sb` and `ib` are joined. For all others, they are
 * looked for under null, which reads no index.
 */
export const targetJoins = (counts: string) => `
       left join targets sv on sv.org = a.org and sv.app = a.name and sv.service = asked.service
             and sv.stage = '' and sv.region = ''
             and (${counts} or sv.required_parameters <> '{}')
       left join targets it on it.org = a.org and it.app = a.name and it.service = asked.service
             and it.stage = asked.stage and it.region = asked.region and ${counts}
       left join targets sb on sb.org = a.org and sb.app = a.name and sb.stage = '' and sb.region = ''
             and sb.service = case when sv.id is null and asked.service is not null and ${counts} then '' end
       left join targets ib on ib.org = a.org and ib.app = a.name and ib.stage = asked.stage and ib.region = ''
             and ib.service = case when it.id is null and asked.service is not null and asked.region is not null
                                        and ${counts} then '' end`;

/** Returns what resolving reads of the service and of the instance. What does not exist is undefined. */
export function standingsOf(row: z.infer<z.ZodObject<typeof TargetColumns>>): {
  readonly service: TargetStanding | undefined;
  readonly instance: TargetStanding | undefined;
} {
  const { serviceContent, instanceContent, instanceInherits } = row;
  return {
    service:
      serviceContent === null
        ? undefined
        : {
            contentId: serviceContent,
            provider: row.serviceProvider,
            inherits: true,
            isBlueprint: row.isNewService,
          },
    instance:
      instanceContent === null || instanceInherits === null
        ? undefined
        : {
            contentId: instanceContent,
            provider: row.instanceProvider,
            inherits: instanceInherits,
            isBlueprint: row.isNewInstance,
          },
  };
}

/** Whether instances and their services are there, and neither is removed, in the order of the instances. */
export async function findWhetherThere(db: Queryable, targets: readonly KnownTarget[]): Promise<boolean[]> {
  const rows = await db.query(
    z.object({ isThere: z.boolean() }),
    `select sv.id is not null and it.id is not null as "isThere"
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
              with ordinality as asked (org, app, stage, service, region, position)
       left join targets sv on sv.org = asked.org and sv.app = asked.app and sv.service = asked.service
             and sv.stage = '' and sv.region = '' and sv.removed_at is null
       left join targets it on it.org = asked.org and it.app = asked.app and it.service = asked.service
             and it.stage = asked.stage and it.region = asked.region and it.removed_at is null
      where ${fewPositions}
      order by asked.position
      limit 1000`,
    [
      targets.map(({ org }) => org),
      targets.map(({ app }) => app),
      targets.map(({ stage }) => stage),
      targets.map(({ service }) => service ?? null),
      targets.map(({ region }) => region ?? null),
    ],
  );
  return rows.map(({ isThere }) => isThere);
}

const ContentRow = z.object({
  parameters: z.array(z.object({ key: z.string(), isNone: z.boolean() })),
  requiredParameters: z.array(z.string()),
  referenceKeys: z.array(z.string()),
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
            ) as parameters,
            array(
              select p.key from target_parameters p
               where p.target_id = t.id and p.secret_reference is not null order by p.position
            ) as "referenceKeys"
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
      where ${fewPositions}
      order by asked.position
      limit 1000`,
    [asked.map(({ org }) => org), asked.map(({ contentId }) => contentId)],
  );
  return rows.map(({ isSet }) => isSet);
}
