import { type KnownTarget, None } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ContentName, TargetContent, TargetStanding } from "../../domain/planning/target-standing.ts";
import { fewPositions } from "../columns/few-positions.ts";
import { LinkedProvider, linkedProvider } from "../providers/linked-provider.ts";
import { providerLink } from "./find-target.ts";

const Link = z.union([z.string(), None]).nullable();

/** The columns of a `TargetRead`. They are null for what does not exist. */
export const TargetColumns = {
  serviceContent: z.string().nullable(),
  serviceProvider: Link,
  instanceContent: z.string().nullable(),
  instanceProvider: Link,
  instanceInherits: z.boolean().nullable(),
  isNewService: z.boolean(),
  isNewInstance: z.boolean(),
  instanceLinked: LinkedProvider.nullable(),
  serviceLinked: LinkedProvider.nullable(),
  orgDefault: LinkedProvider.nullable(),
};

/**
 * SQL that reads what is set for a target, a row `asked` with `stage`, `service` and `region`, and the providers that are
 * linked to it. It joins rows to the app `a`. A removed service or instance counts as long as nobody deletes its app: a
 * deploy brings it back.
 */
export interface TargetRead {
  readonly columns: string;
  readonly joins: string;
}

const service = `left join targets sv on sv.org = a.org and sv.app = a.name and sv.service = asked.service
             and sv.stage = '' and sv.region = ''`;

/** Reads what counts where an app resolves by profiles: which parameters the service demands. */
export const demandsOnly: TargetRead = {
  columns: `sv.content_id::text as "serviceContent", ${providerLink("sv")} as "serviceProvider",
            null as "instanceContent", null as "instanceProvider", null as "instanceInherits",
            false as "isNewService", false as "isNewInstance",
            null as "instanceLinked", null as "serviceLinked", null as "orgDefault"`,
  joins: `${service} and sv.required_parameters <> '{}'`,
};

const serviceAndInstance = `${service}
       left join targets it on it.org = a.org and it.app = a.name and it.service = asked.service
             and it.stage = asked.stage and it.region = asked.region`;

const linkedProviders = `${linkedProvider("ip")} as "instanceLinked", ${linkedProvider("vp")} as "serviceLinked",
            ${linkedProvider("op")} as "orgDefault"`;

const joinProviders = ({ ofInstance, ofService }: Record<"ofInstance" | "ofService", string>) => `
       left join providers ip on ip.org = a.org and ip.name = ${ofInstance}
       left join providers vp on vp.org = a.org and vp.name = ${ofService}
       left join providers op on op.org = a.org and op.is_default`;

/** Reads all that is set on those that are there, also where the app resolves by profiles and it does not count. */
export const targetsThere: TargetRead = {
  columns: `sv.content_id::text as "serviceContent", ${providerLink("sv")} as "serviceProvider",
            it.content_id::text as "instanceContent", ${providerLink("it")} as "instanceProvider",
            it.inherits as "instanceInherits", false as "isNewService", false as "isNewInstance",
            ${linkedProviders}`,
  joins: `${serviceAndInstance} ${joinProviders({ ofInstance: "it.provider", ofService: "sv.provider" })}`,
};

/**
 * Reads the same, and the blueprints in the place of those that are not there. For all others, blueprints are looked for
 * under null, which reads no index.
 */
export const targetsOrBlueprints: TargetRead = {
  columns: `coalesce(sv.content_id, sb.content_id)::text as "serviceContent",
            coalesce(${providerLink("sv")}, ${providerLink("sb")}) as "serviceProvider",
            coalesce(it.content_id, ib.content_id)::text as "instanceContent",
            coalesce(${providerLink("it")}, ${providerLink("ib")}) as "instanceProvider",
            coalesce(it.inherits, ib.inherits) as "instanceInherits",
            sb.id is not null as "isNewService", ib.id is not null as "isNewInstance",
            ${linkedProviders}`,
  joins: `${serviceAndInstance}
       left join targets sb on sb.org = a.org and sb.app = a.name and sb.stage = '' and sb.region = ''
             and sb.service = case when sv.id is null and asked.service is not null then '' end
       left join targets ib on ib.org = a.org and ib.app = a.name and ib.stage = asked.stage and ib.region = ''
             and ib.service = case when it.id is null and asked.service is not null and asked.region is not null then '' end
       ${joinProviders({
         ofInstance: "coalesce(it.provider, ib.provider)",
         ofService: "coalesce(sv.provider, sb.provider)",
       })}`,
};

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
