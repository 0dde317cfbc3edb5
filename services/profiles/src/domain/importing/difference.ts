import { type ConfiguredKind, type ImportAction, type ImportChange, jsonPath } from "@stagepass/contracts";
import { z } from "zod";
import type { Snapshot } from "./draft/snapshot.ts";
import type { DraftEvent } from "./draft/state.ts";
import { placeOf } from "./place-of.ts";

/**
 * Returns what changes, thing by thing, in the order of the first event about each: it is what the events announce, so that a
 * difference never says more than they do, and no value.
 */
export function differenceOf(events: readonly DraftEvent[], snapshot: Snapshot): ImportChange[] {
  const revisions = revisionsIn(snapshot);
  const changes = new Map<string, ImportChange>();
  for (const { event, about, data } of events) {
    const { kind, at, action, fields, parameterKeys } = readEvent(event.subject, data);
    const path = jsonPath(at);
    const earlier = changes.get(about);
    changes.set(about, {
      kind,
      path,
      action: earlier === undefined || action === "remove" ? action : earlier.action,
      fields: [...new Set([...(earlier?.fields ?? []), ...fields])],
      parameterKeys: [...new Set([...(earlier?.parameterKeys ?? []), ...parameterKeys])],
      revision: revisions.get(path) ?? null,
    });
  }
  return [...changes.values()];
}

const Facts = z.object({
  profile: z.string().default(""),
  provider: z.string().default(""),
  app: z.string().default(""),
  stage: z.string().nullable().default(null),
  service: z.string().default(""),
  region: z.string().nullable().default(null),
  previous: z.string().nullable().optional(),
  changed: z
    .object({ fields: z.array(z.string()), parameterKeys: z.array(z.string()).default([]) })
    .default({ fields: [], parameterKeys: [] }),
});
type Facts = z.output<typeof Facts>;

interface ReadEvent {
  readonly kind: ConfiguredKind;
  readonly at: readonly string[];
  readonly action: ImportAction;
  readonly fields: readonly string[];
  readonly parameterKeys: readonly string[];
}

function readEvent(subject: string, data: unknown): ReadEvent {
  const [, , thing = "", happened = ""] = subject.split(".");
  const facts = Facts.parse(data);
  const kind = kinds[thing];
  if (kind === undefined)
    throw new Error(`An import announced ${subject}, whose place in a document is not known.`);
  const field = fieldsOfEvents[happened];
  const fields = field === undefined ? facts.changed.fields : [field];
  const { parameterKeys } = facts.changed;
  return { kind, at: places[kind](facts), action: actionOf(happened, facts), fields, parameterKeys };
}

const kinds: Readonly<Record<string, ConfiguredKind>> = {
  org: "settings",
  profile: "profile",
  app: "app",
  stage: "stage",
  blueprint: "blueprint",
  provider: "provider",
  service: "service",
  instance: "instance",
};

/** The field that an event is about by its name. */
const fieldsOfEvents: Readonly<Record<string, string>> = {
  "default-changed": "defaultProfile",
  mapped: "profile",
};

const places: Readonly<Record<ConfiguredKind, (facts: Facts) => readonly string[]>> = {
  settings: () => ["settings"],
  profile: ({ profile }) => ["profiles", profile],
  provider: ({ provider }) => ["providers", provider],
  app: ({ app }) => ["apps", app],
  stage: ({ app, stage }) => ["apps", app, "stages", stage ?? ""],
  blueprint: (facts) => placeOf({ ...facts, service: "" }),
  service: placeOf,
  instance: placeOf,
};

function actionOf(happened: string, { previous }: Facts): ImportAction {
  switch (happened) {
    case "created":
      return "create";
    case "mapped":
      return previous === null ? "create" : "update";
    case "restored":
      return "restore";
    case "deleted":
    case "removed":
    case "unmapped":
      return "remove";
    default:
      return "update";
  }
}

/** The versions and revisions of what is there, by the places in a document. */
function revisionsIn({
  org,
  profiles,
  apps,
  stages,
  providers,
  targets,
}: Snapshot): ReadonlyMap<string, number> {
  const revisions = new Map([[jsonPath(["settings"]), org.revision]]);
  const add = (at: readonly string[], revision: number) => {
    if (revision > 0) revisions.set(jsonPath(at), revision);
  };
  for (const { name, current } of profiles) add(["profiles", name], current?.version ?? 0);
  for (const { name, revision } of providers) add(["providers", name], revision);
  for (const { name, revision } of apps) add(["apps", name], revision);
  for (const { app, name, revision } of stages) add(["apps", app, "stages", name], revision);
  for (const target of targets) add(placeOf(target), target.revision);
  return revisions;
}
