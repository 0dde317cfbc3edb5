import type { ProviderUseView } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { titleOf, wordOf } from "../../services/blueprints/blueprint-content.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Dialog } from "../../ui/layout/dialog.tsx";
import { providerUsesQuery } from "../organization-queries.ts";
import styles from "./providers.module.css";

interface ProviderUsesProps {
  readonly org: string;
  readonly provider: string;
}

/** What is linked to a provider, with the way to each. */
export function ProviderUses({ org, provider }: ProviderUsesProps) {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(providerUsesQuery(org, provider));
  if (data === undefined) return error === null ? <Skeleton lines={2} /> : <ProblemNote error={error} />;
  if (data.length === 0) return <p className={styles.soft}>Nothing is linked to it.</p>;
  return (
    <div className={styles.uses}>
      <ul className={styles.uses}>
        {data.map((use) => (
          <li key={JSON.stringify(use)}>
            <Use org={org} use={use} />
          </li>
        ))}
      </ul>
      {hasNextPage ? <Button onPress={() => void fetchNextPage()}>Show more</Button> : null}
    </div>
  );
}

function Use({ org, use }: { readonly org: string; readonly use: ProviderUseView }) {
  if (use.kind === "service") {
    const { app, service } = use;
    return (
      <Link to="/$org/apps/$app/$service" params={{ org, app, service }} search={{ tab: "providers" }}>
        service {app} / {service}
      </Link>
    );
  }
  if (use.kind === "instance") {
    const { app, service, stage, region } = use;
    return (
      <Link
        to="/$org/apps/$app/$service/$stage/$region"
        params={{ org, app, service, stage, region }}
        search={{ tab: "providers" }}
      >
        instance {app} / {service} / {stage} / {region}
      </Link>
    );
  }
  const { app, stage } = use;
  return (
    <Link to="/$org/apps/$app" params={{ org, app }} search={{ tab: "blueprints", blueprint: wordOf(stage) }}>
      blueprint of {app} for {titleOf(stage).toLowerCase()}
    </Link>
  );
}

/** The same in a window of its own. */
export function ProviderUsesDialog({ onClose, ...of }: ProviderUsesProps & { readonly onClose: () => void }) {
  return (
    <Dialog title={`What uses ${of.provider}`} isOpen onClose={onClose}>
      <div className={styles.body}>
        <ProviderUses {...of} />
      </div>
    </Dialog>
  );
}
