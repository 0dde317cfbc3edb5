import { type AppView, deleteApp } from "@stagepass/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask } from "../api/ask.ts";
import { useChange } from "../api/use-change.ts";
import { stagesQuery } from "../apps/apps-queries.ts";
import { providerChoicesQuery, servicesQuery } from "../services/services-queries.ts";
import { Confirm } from "../ui/layout/dialog.tsx";

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

/** How many there are and the first names of them, such as `2 stages: dev and prod.` */
function listed(names: readonly string[] | undefined, what: string, none = ""): string {
  if (names === undefined) return "";
  if (names.length === 0) return none;
  const [first = "", ...rest] = what.split(" ");
  const many = [names.length === 1 ? first : `${first}s`, ...rest].join(" ");
  const more = names.length > 5 ? [`${names.length - 5} more`] : [];
  return `${names.length} ${many}: ${conjunction.format([...names.slice(0, 5), ...more])}.`;
}

const conjunction = new Intl.ListFormat("en", { type: "conjunction" });
