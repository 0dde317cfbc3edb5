import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { atMost } from "../../api/at-most.ts";
import { stagesQuery } from "../../apps/apps-queries.ts";
import { explain, explanationQuery } from "../../explain/explain-queries.ts";
import { instancesQuery, servicesQuery } from "../../services/services-queries.ts";
import type { Column } from "./matrix.ts";

/** What somebody chose; what is left out is chosen for them. */
interface Chosen {
  readonly service: string | undefined;
  readonly region: string | undefined;
}

/** An application can have many stages, and each is a question of its own. */
const inTurn = atMost(6);

/** What is asked about an application that has no services yet. */
const anyService = "any";

/** What deploys of a service get in each stage of an application, as far as it is known already. */
export function useColumns(org: string, app: string, chosen: Chosen) {
  const services = useInfiniteQuery(servicesQuery(org, app));
  const stages = useQuery(stagesQuery(org, app));
  const service = chosen.service ?? services.data?.[0]?.name ?? anyService;
  const isThere = services.data?.some(({ name }) => name === service) ?? false;
  const instances = useQuery({ ...instancesQuery(org, app, service), enabled: isThere });
  const region = chosen.region ?? instances.data?.[0]?.region ?? "us-east-1";
  const isReady = services.isSuccess && stages.isSuccess && (!isThere || instances.isSuccess);
  const names = new Set([
    ...(stages.data ?? []).map(({ name }) => name),
    ...(instances.data ?? []).map(({ stage }) => stage),
  ]);
  const stageNames = isReady ? [...names] : [];
  const answers = useQueries({
    queries: stageNames.map((stage) => {
      const asked = { app, stage, service, region, purpose: "deploy" } as const;
      return {
        ...explanationQuery(org, asked),
        queryFn: ({ signal }: { signal: AbortSignal }) => inTurn(() => explain(org, asked, signal), signal),
        placeholderData: undefined,
      };
    }),
  });
  return {
    service,
    region,
    services: services.data?.map(({ name }) => name) ?? [],
    regionsInUse: [...new Set(instances.data?.map((instance) => instance.region))],
    columns: stageNames.map((stage, index): Column => ({ stage, explanation: answers[index]?.data })),
    isReady,
    error:
      services.error ?? stages.error ?? instances.error ?? answers.find(({ error }) => error)?.error ?? null,
  };
}
