import { exportConfiguration } from "@stagepass/contracts";
import { urlOf } from "../../api/http-request.ts";
import { useMay } from "../../session/session.ts";
import { DownloadLink } from "../../ui/controls/button.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import { ImportSection } from "./import-section.tsx";

/** Brings the configuration of an organization out and in as one document. */
export function ConfigurationTab({ org }: { readonly org: string }) {
  const may = useMay();
  const addressOf = (format: string) => urlOf(exportConfiguration.path, { org }, { format });
  return (
    <>
      {may("exportConfiguration") ? (
        <Section
          title="Export"
          about="Settings, profiles, providers, and applications with their stages, services and instances, to keep in git."
          actions={
            <>
              <DownloadLink href={addressOf("yaml")} file={`${org}.yml`}>
                YAML
              </DownloadLink>
              <DownloadLink href={addressOf("json")} file={`${org}.json`}>
                JSON
              </DownloadLink>
            </>
          }
        >
          <Card>
            The document holds no value of a parameter and no secret of static keys: each place where one is
            stored is marked as missing, and an import keeps what is stored there. Access keys and records of
            deployments are no part of it.
          </Card>
        </Section>
      ) : null}
      {may("importConfiguration") ? <ImportSection org={org} /> : null}
    </>
  );
}
