import { Link } from "@tanstack/react-router";
import { type LiveEvent, pathOf } from "../../live/live-event.ts";
import { Name } from "../../ui/feedback/badge.tsx";
import { nameOf } from "./event-kinds.ts";

interface EventLinkProps {
  readonly org: string;
  readonly event: LiveEvent;
}

/** What an event is about, with a link to its page where there is one. */
export function EventLink({ org, event }: EventLinkProps) {
  const name = nameOf(event);
  const [kind, first = "", part, second = "", , stage, region] = pathOf(event);
  if (/\.(deleted|renamed)$/.test(event.type)) return name;
  if (kind === "profiles") {
    return (
      <Link to="/$org/profiles/$profile" params={{ org, profile: first }}>
        {name}
      </Link>
    );
  }
  if (kind === "deployments") {
    return (
      <Link to="/$org/deployments/$deployment" params={{ org, deployment: first }}>
        <Name>{name}</Name>
      </Link>
    );
  }
  if (kind === "providers" || kind === "access-keys" || kind === undefined) {
    const tab = kind === "access-keys" ? "keys" : kind === undefined ? "clients" : "providers";
    return (
      <Link to="/$org/organization" params={{ org }} search={{ tab }}>
        {kind === "access-keys" ? <Name>{name}</Name> : name}
      </Link>
    );
  }
  if (kind !== "apps") return name;
  if (stage !== undefined && region !== undefined) {
    return (
      <Link
        to="/$org/apps/$app/$service/$stage/$region"
        params={{ org, app: first, service: second, stage, region }}
      >
        {name}
      </Link>
    );
  }
  if (part === "services") {
    return (
      <Link to="/$org/apps/$app/$service" params={{ org, app: first, service: second }}>
        {name}
      </Link>
    );
  }
  return (
    <Link
      to="/$org/apps/$app"
      params={{ org, app: first }}
      search={part === "blueprints" ? { tab: "blueprints" } : {}}
    >
      {name}
    </Link>
  );
}
