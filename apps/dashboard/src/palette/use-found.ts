import { DeploymentId, listApps, listProfiles, listProviders } from "@stagepass/contracts";
import { skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { servicesQuery } from "../services/services-queries.ts";
import { useMay } from "../session/session.ts";
import { type CommandGroup, fitting, readSearch } from "./commands.ts";
import { useDebounced } from "./use-debounced.ts";

/** The most things of one kind that are offered at once. */
const limit = 5;

interface Found {
  readonly groups: readonly CommandGroup[];
  readonly isSearching: boolean;
}

/** What the organization has under the typed name, of what whoever is signed in may list. */
export function useFound(org: string, text: string): Found {
  const may = useMay();
  const go = useNavigate();
  const { app: appOnPage } = useParams({ strict: false });
  const settled = useDebounced(text);
  const { name, app, service } = readSearch(settled, appOnPage);
  const hasName = name !== "";
  const query = { search: name, limit };
  const profiles = useQuery({
    queryKey: [org, "profiles", "found", name],
    queryFn:
      hasName && may("listProfiles")
        ? async ({ signal }) => (await ask(listProfiles, { params: { org }, query, signal })).items
        : skipToken,
  });
  const apps = useQuery({
    queryKey: [org, "apps", "found", name],
    queryFn:
      hasName && may("listApps")
        ? async ({ signal }) => (await ask(listApps, { params: { org }, query, signal })).items
        : skipToken,
  });
  const providers = useQuery({
    queryKey: [org, "providers", "found", name],
    queryFn:
      hasName && may("listProviders")
        ? async ({ signal }) => (await ask(listProviders, { params: { org }, query, signal })).items
        : skipToken,
  });
  const services = useInfiniteQuery({
    ...servicesQuery(org, app ?? ""),
    enabled: app !== undefined && settled !== "" && may("listServices"),
    retry: false,
  });
  const deployment = DeploymentId.safeParse(settled.trim());
  const groups: CommandGroup[] = [
    {
      title: "Deployments",
      commands:
        deployment.success && may("getDeployment")
          ? [
              {
                id: `deployment ${deployment.data}`,
                label: deployment.data,
                about: "The deployment with this id",
                run: () =>
                  void go({
                    to: "/$org/deployments/$deployment",
                    params: { org, deployment: deployment.data },
                  }),
              },
            ]
          : [],
    },
    {
      title: "Profiles",
      commands: (profiles.data ?? []).map(({ name: profile, description }) => ({
        id: `profile ${profile}`,
        label: profile,
        about: description,
        run: () => void go({ to: "/$org/profiles/$profile", params: { org, profile } }),
      })),
    },
    {
      title: "Applications",
      commands: (apps.data ?? []).map(({ name: found, description }) => ({
        id: `app ${found}`,
        label: found,
        about: description,
        run: () => void go({ to: "/$org/apps/$app", params: { org, app: found } }),
      })),
    },
    {
      title: `Services of ${app ?? ""}`,
      commands: fitting(
        (services.data ?? []).map(({ name: found, description }) => ({
          id: `service ${app ?? ""}/${found}`,
          label: found,
          about: description,
          run: () =>
            void go({
              to: "/$org/apps/$app/$service",
              params: { org, app: app ?? "", service: found },
            }),
        })),
        service,
      ).slice(0, limit),
    },
    {
      title: "Providers",
      commands: (providers.data ?? []).map(({ name: provider, description }) => ({
        id: `provider ${provider}`,
        label: provider,
        about: description,
        run: () => void go({ to: "/$org/organization", params: { org }, search: { tab: "providers" } }),
      })),
    },
  ];
  const isSearching = [profiles, apps, providers, services].some(({ isLoading }) => isLoading);
  // All at once, so that none comes in above another one that Enter would already choose.
  return { groups: isSearching ? [] : groups, isSearching: isSearching || text !== settled };
}
