import {
  type CopySource,
  copyToInstance,
  copyToProfile,
  copyToService,
  type TargetParameterView,
} from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../../api/ask.ts";
import type { Asked } from "../../../api/asked.ts";
import { queryClient } from "../../../api/query-client.ts";
import { profileQuery } from "../../../profile/profile-queries.ts";
import { instanceQuery, serviceQuery } from "../../../services/services-queries.ts";

/** The parameters of a place, and the version or revision at which they were read. */
interface Standing {
  readonly at: number;
  readonly parameters: readonly TargetParameterView[];
}

/** The parameters of a profile, a service or an instance, as of now. */
export const standingQuery = (org: string, place: CopySource | undefined) =>
  queryOptions({
    queryKey: [org, "copying", place],
    queryFn: (): Promise<Standing> => (place === undefined ? Promise.reject() : read(org, place)),
    enabled: place !== undefined,
    retry: false,
    gcTime: 0,
  });

async function read(org: string, place: CopySource): Promise<Standing> {
  const fresh = { staleTime: 0 };
  if ("profile" in place) {
    const { version, parameters } = await queryClient.fetchQuery({
      ...profileQuery(org, place.profile),
      ...fresh,
    });
    return { at: version, parameters };
  }
  const { app, service } = place;
  const { revision, parameters } = await ("stage" in place
    ? queryClient.fetchQuery({ ...instanceQuery(org, app, service, place.stage, place.region), ...fresh })
    : queryClient.fetchQuery({ ...serviceQuery(org, app, service), ...fresh }));
  return { at: revision, parameters };
}

interface Copy {
  readonly org: string;
  readonly from: CopySource;
  readonly to: CopySource;
  readonly keys: string[];
  readonly replace: boolean;
  /** The version or revision of the place that is copied to, once it is known. */
  readonly at: number | undefined;
}

/** Copies parameters without reading their values. */
export function copy({ org, to, at, ...body }: Copy): Asked<unknown> {
  if ("profile" in to) return ask(copyToProfile, { params: { org, profile: to.profile }, body, at });
  if ("stage" in to) return ask(copyToInstance, { params: { org, ...to }, body, at });
  return ask(copyToService, { params: { org, ...to }, body, at });
}
