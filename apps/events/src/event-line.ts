import type { EventOf } from "@stagepass/contracts";
import { type Colour, clean, type Paint } from "@stagepass/runtime/terminal";

/** Writes one event as a line for people: when, what happened, to which thing, the facts, and by whom. */
export function eventLine(event: EventOf, paint: Paint): string {
  const { org } = event.data;
  const when = `${event.time.slice(0, 19).replace("T", " ")}Z`;
  const what = event.type.split(".").slice(2).join(" ");
  const about = event.subject === org ? org : event.subject.slice(org.length + 1);
  const by = "by" in event.data ? `by ${event.data.by}` : "";
  const parts = [
    paint("gray", when),
    paint(colourOf(event), what.padEnd(20)),
    paint("cyan", org),
    about === org ? "" : paint("bold", clean(about)),
    facts(event),
    paint("gray", by),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function colourOf({ type }: EventOf): Colour {
  if (/deleted|removed|revoked|unmapped|blocked|failed/.test(type)) return "red";
  return /created|restored|mapped|resolved|reported|issued/.test(type) ? "green" : "yellow";
}

function facts(event: EventOf): string {
  switch (event.type) {
    case "profiles.v1.profile.created":
    case "profiles.v1.profile.deleted":
      return `v${event.data.version}`;
    case "profiles.v1.profile.updated":
      return `${versions(event.data)}: ${changes(event.data.changed)}${copied(event.data)}`;
    case "profiles.v1.profile.rolled-back":
      return `${versions(event.data)}, as v${event.data.restoredVersion} was`;
    case "profiles.v1.profile.renamed":
    case "profiles.v1.app.renamed":
    case "profiles.v1.stage.renamed":
      return `→ ${clean(event.data.name)}`;
    case "profiles.v1.app.created":
      return `default ${event.data.defaultProfile ?? "none"}`;
    case "profiles.v1.app.updated":
      return event.data.changed?.fields.join(", ") ?? "";
    case "profiles.v1.app.default-changed":
      return `${event.data.previous ?? "none"} → ${event.data.defaultProfile ?? "none"}`;
    case "profiles.v1.provider.created":
      return event.data.isDefault ? "default" : "";
    case "profiles.v1.provider.updated":
      return event.data.changed.fields.join(", ");
    case "profiles.v1.stage.mapped":
      return `${event.data.previous ?? "default"} → ${event.data.profile}`;
    case "profiles.v1.service.updated":
    case "profiles.v1.instance.updated":
      return `${changes(event.data.changed)}${copied(event.data)}`;
    case "profiles.v1.blueprint.updated":
      return changes(event.data.changed);
    case "profiles.v1.stage.unmapped":
      return `${event.data.previous} → default`;
    case "profiles.v1.access-key.created":
    case "profiles.v1.access-key.revoked":
      return `${clean(event.data.name)} (${event.data.role})`;
    case "resolver.v1.deployment.resolved":
      return deployment(event.data);
    case "resolver.v1.deployment.blocked":
      return `${deployment(event.data)}: ${clean(event.data.failed.join(", "))}`;
    case "resolver.v1.deployment.failed":
      return `${deployment(event.data)}: ${event.data.problem}`;
    case "resolver.v1.deployment.reported":
      return report(event.data);
    case "credentials.v1.session.issued":
      return `${event.data.kind} ${event.data.roleArn} until ${event.data.expiration}`;
    default:
      return "";
  }
}

type Updated = EventOf<"profiles.v1.profile.updated">["data"];
type Resolved = EventOf<"resolver.v1.deployment.resolved">["data"];

function versions({ version, previousVersion }: Pick<Updated, "version" | "previousVersion">): string {
  return `v${previousVersion} → v${version}`;
}

function changes({ fields, parameterKeys }: { fields: string[]; parameterKeys: string[] }): string {
  const keys = parameterKeys.length === 0 ? "" : ` (${parameterKeys.join(", ")})`;
  return fields.map((field) => (field === "parameters" ? `${field}${keys}` : field)).join(", ");
}

function copied({ copiedFrom }: Pick<Updated, "copiedFrom">): string {
  if (copiedFrom === undefined) return "";
  if ("profile" in copiedFrom) return `, copied from ${copiedFrom.profile} v${copiedFrom.version}`;
  const { app, service, stage, region } = copiedFrom;
  return `, copied from ${[app, service, stage, region].filter((part) => part !== undefined).join("/")}`;
}

function deployment({
  target,
  profile,
  purpose,
  verdict,
}: Omit<Resolved, "verdict"> & { verdict: string }): string {
  const { app, stage, service, region } = target;
  const where = clean(`${app}/${stage}/${service} in ${region}`);
  const usedProfile = profile === null ? "without a profile" : `with ${profile.name} v${profile.version}`;
  return `${where}, ${purpose} ${usedProfile}, ${verdict}`;
}

type Reported = EventOf<"resolver.v1.deployment.reported">["data"];

function report({ target, status, archived, afterBlock }: Reported): string {
  const { app, stage, service, region } = target;
  const outcome = afterBlock === true ? `${status} after a block` : status;
  return `${clean(`${app}/${stage}/${service} in ${region}`)}, ${archived ? "removal" : "deploy"}: ${outcome}`;
}
