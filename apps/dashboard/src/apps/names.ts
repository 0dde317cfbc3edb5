import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { profilesQuery } from "../profiles/profiles-queries.ts";
import { servicesQuery } from "../services/services-queries.ts";
import { useMay } from "../session/session.ts";
import type { Choice } from "../ui/controls/field.tsx";
import { appsQuery, stagesQuery } from "./apps-queries.ts";

/** The names that the organization knows for a target, to choose from. Who may not list them types them. */
export function useTargetNames(org: string, app: string) {
  const may = useMay();
  const apps = useInfiniteQuery({ ...appsQuery(org), enabled: may("listApps") });
  const isKnown = apps.data?.some(({ name }) => name === app) ?? false;
  const stages = useQuery({ ...stagesQuery(org, app), enabled: isKnown });
  const services = useInfiniteQuery({ ...servicesQuery(org, app), enabled: isKnown });
  return {
    apps: choicesOf(apps.data),
    stages: choicesOf(stages.data),
    services: choicesOf(services.data),
  };
}

/** The profiles of the organization, to choose from. */
export function useProfileChoices(org: string): readonly Choice[] {
  return choicesOf(useInfiniteQuery(profilesQuery(org)).data);
}

const choicesOf = (items: readonly { readonly name: string; readonly description?: string }[] | undefined) =>
  items?.map(({ name, description }) => ({
    id: name,
    label: name,
    about: description === "" ? undefined : description,
  })) ?? [];
