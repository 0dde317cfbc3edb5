import { type LiveEvent, pathOf } from "../../live/live-event.ts";

/** The kinds of things that events are about, by their word in the URL. */
export const eventKinds = [
  { id: "any", label: "Everything" },
  { id: "deployments", label: "Deployments" },
  { id: "profiles", label: "Profiles" },
  { id: "apps", label: "Applications" },
  { id: "stages", label: "Stages" },
  { id: "services", label: "Services" },
  { id: "instances", label: "Instances" },
  { id: "blueprints", label: "Blueprints" },
  { id: "providers", label: "Providers" },
  { id: "access-keys", label: "Access keys" },
  { id: "sessions", label: "Credentials of deploys" },
  { id: "organization", label: "The organization" },
] as const;

/** The kind of thing that an event is about. */
export function kindOf(event: LiveEvent): string {
  const [first = "organization", , part, , instances] = pathOf(event);
  // Below a blueprint stands the stage that it is for.
  return part === "blueprints" ? part : (instances ?? part ?? first);
}

/** What an event is about, for people: `shop / checkout, prod in eu-central-1`. */
export function nameOf(event: LiveEvent): string {
  const [first, name, part, third, , stage, region] = pathOf(event);
  if (first === undefined) return event.subject;
  if (first === "sessions") return "a deploy";
  if (part === undefined) return name ?? first;
  if (part === "blueprints")
    return `${name}, ${third === "services" ? "its services" : `stage ${pathOf(event)[4]}`}`;
  return stage === undefined ? `${name} / ${third}` : `${name} / ${third}, ${stage} in ${region}`;
}
