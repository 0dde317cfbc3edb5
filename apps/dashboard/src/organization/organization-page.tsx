import { useParams, useSearch } from "@tanstack/react-router";
import { useMay } from "../session/session.ts";
import { Needs } from "../shell/needs.tsx";
import { Page } from "../ui/layout/page.tsx";
import { Tabs } from "../ui/layout/tabs.tsx";
import { ClientsTab } from "./clients-tab.tsx";
import { ConfigurationTab } from "./configuration/configuration-tab.tsx";
import { EventsTab } from "./events/events-tab.tsx";
import { KeysTab } from "./keys/keys-tab.tsx";
import { ProvidersTab } from "./providers/providers-tab.tsx";
import { StageMapTab } from "./stage-map/stage-map-tab.tsx";

/** What holds for the whole organization. */
export function OrganizationPage() {
  const { org } = useParams({ from: "/$org" });
  const { tab = "providers" } = useSearch({ from: "/$org/organization" });
  const may = useMay();
  const offered = tabs.filter(({ needs }) => may(needs));
  return (
    <Needs operation={tabs.find(({ id }) => id === tab)?.needs ?? "getOrg"}>
      <Page title="Organization" about={`What holds for all applications of ${org}.`}>
        <Tabs label="Parts of the organization" tabs={offered} current={tab} />
        {tab === "providers" ? <ProvidersTab org={org} /> : null}
        {tab === "keys" ? <KeysTab org={org} /> : null}
        {tab === "clients" ? <ClientsTab org={org} /> : null}
        {tab === "configuration" ? <ConfigurationTab org={org} /> : null}
        {tab === "events" ? <EventsTab org={org} /> : null}
        {tab === "stages" ? <StageMapTab org={org} /> : null}
      </Page>
    </Needs>
  );
}

const tabs = [
  { id: "providers", label: "Providers", topic: "providers", needs: "listProviders" },
  { id: "keys", label: "Access keys", topic: "accessKeys", needs: "listAccessKeys" },
  { id: "clients", label: "Clients", topic: "clients", needs: "getOrg" },
  { id: "stages", label: "Stage map", topic: "stageMap", needs: "getOrg" },
  { id: "configuration", label: "Import and export", topic: "configuration", needs: "exportConfiguration" },
  { id: "events", label: "Events", topic: "events", needs: "streamEvents" },
] as const;
