import { type AppView, deleteApp } from "@stagepass/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { useChange } from "../api/use-change.ts";
import { stagesQuery } from "../apps/apps-queries.ts";
import { titleOf } from "../services/blueprints/blueprint-content.ts";
import { blueprintsQuery } from "../services/blueprints/blueprints-queries.ts";
import { providerChoicesQuery, servicesQuery } from "../services/services-queries.ts";
import { Confirm } from "../ui/layout/dialog.tsx";
import { listed } from "../ui/listed.ts";

interface DeleteAppProps {
  readonly org: string;
  readonly app: AppView;
  readonly onClose: () => void;
}

/** Deletes an application with all that belongs to it, after its name was typed. */
export function DeleteApp({ org, app, onClose }: DeleteAppProps) {
  const navigate = useNavigate();
  const stages = useQuery(stagesQuery(org, app.name));
  const services = useInfiniteQuery(servicesQuery(org, app.name));
  const blueprints = useQuery(blueprintsQuery(org, app.name));
  const providers = useQuery(providerChoicesQuery(org));
  const limited = providers.data?.filter(({ apps }) => apps?.includes(app.name) ?? false);
  const { mutate, error, isPending, request } = useChange({
    change: () => ask(deleteApp, { params: { org, app: app.name }, at: app.revision }),
    touches: [
      [org, "apps"],
      [org, "providers"],
    ],
    said: `Application ${app.name} deleted`,
    onDone: () => navigate({ to: "/$org/apps", params: { org } }),
  });
  return (
    <Confirm
      title={`Delete ${app.name}?`}
      isOpen
      onClose={onClose}
      verb="Delete application"
      name={app.name}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
      request={request}
    >
      <p>
        {listed(
          stages.data?.map(({ name }) => name),
          "stage",
          "No stage has a profile of its own.",
        )}{" "}
        {listed(
          services.data?.map(({ name }) => name),
          "service",
          "It has no services.",
        )}{" "}
        {listed(
          blueprints.data?.map(({ stage }) => titleOf(stage).toLowerCase()),
          "blueprint",
        )}{" "}
        Their instances go with them, and the values of their parameters are destroyed.
      </p>
      {limited === undefined || limited.length === 0 ? null : (
        <p>
          {listed(
            limited.map(({ name }) => name),
            "provider limited to it",
          )}{" "}
          No application has them then.
        </p>
      )}
      <p>Its deploys are refused from then on. This cannot be undone; the records of deployments stay.</p>
    </Confirm>
  );
}
