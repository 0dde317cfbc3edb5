import type { z } from "zod";
import { sessionIssued } from "../credentials/credentials.ts";
import type { EventContract } from "../define/define.ts";
import * as accessKeys from "../profiles/events/access-key-events.ts";
import * as apps from "../profiles/events/app-events.ts";
import * as orgs from "../profiles/events/org-events.ts";
import * as profiles from "../profiles/events/profile-events.ts";
import * as providers from "../profiles/events/provider-events.ts";
import * as targets from "../profiles/events/target-events.ts";
import {
  deploymentBlocked,
  deploymentFailed,
  deploymentReported,
  deploymentResolved,
} from "../resolver/resolver.ts";
import type { CloudEvent } from "./cloud-event.ts";

/**
 * The contract of every event by its type. The types are written out because the compiler knows the subject of a contract
 * only as a string; a test checks that they are the subjects.
 */
export const eventContracts = {
  "profiles.v1.org.created": orgs.orgCreated,
  "profiles.v1.org.updated": orgs.orgUpdated,
  "profiles.v1.profile.created": profiles.profileCreated,
  "profiles.v1.profile.updated": profiles.profileUpdated,
  "profiles.v1.profile.rolled-back": profiles.profileRolledBack,
  "profiles.v1.profile.deleted": profiles.profileDeleted,
  "profiles.v1.profile.renamed": profiles.profileRenamed,
  "profiles.v1.app.created": apps.appCreated,
  "profiles.v1.app.updated": apps.appUpdated,
  "profiles.v1.app.default-changed": apps.appDefaultChanged,
  "profiles.v1.app.deleted": apps.appDeleted,
  "profiles.v1.app.renamed": apps.appRenamed,
  "profiles.v1.stage.mapped": apps.stageMapped,
  "profiles.v1.stage.unmapped": apps.stageUnmapped,
  "profiles.v1.stage.renamed": apps.stageRenamed,
  "profiles.v1.provider.created": providers.providerCreated,
  "profiles.v1.provider.updated": providers.providerUpdated,
  "profiles.v1.provider.deleted": providers.providerDeleted,
  "profiles.v1.service.created": targets.serviceCreated,
  "profiles.v1.service.updated": targets.serviceUpdated,
  "profiles.v1.service.removed": targets.serviceRemoved,
  "profiles.v1.service.restored": targets.serviceRestored,
  "profiles.v1.instance.created": targets.instanceCreated,
  "profiles.v1.instance.updated": targets.instanceUpdated,
  "profiles.v1.instance.removed": targets.instanceRemoved,
  "profiles.v1.instance.restored": targets.instanceRestored,
  "profiles.v1.blueprint.created": targets.blueprintCreated,
  "profiles.v1.blueprint.updated": targets.blueprintUpdated,
  "profiles.v1.blueprint.deleted": targets.blueprintDeleted,
  "profiles.v1.access-key.created": accessKeys.accessKeyCreated,
  "profiles.v1.access-key.revoked": accessKeys.accessKeyRevoked,
  "resolver.v1.deployment.resolved": deploymentResolved,
  "resolver.v1.deployment.blocked": deploymentBlocked,
  "resolver.v1.deployment.failed": deploymentFailed,
  "resolver.v1.deployment.reported": deploymentReported,
  "credentials.v1.session.issued": sessionIssued,
} as const satisfies Readonly<Record<string, EventContract>>;

/** The type of an event. */
export type EventType = keyof typeof eventContracts;

/** The types of all events, in the order of `eventContracts`. */
export const eventTypes = Object.keys(eventContracts) as EventType[]; // Object.keys forgets the literal keys

/** An event of a type as a handler receives it. For several types, it is a union that `type` discriminates. */
export type EventOf<T extends EventType = EventType> = {
  [K in T]: Omit<CloudEvent, "type" | "data"> & {
    readonly type: K;
    readonly data: z.output<(typeof eventContracts)[K]["data"]>;
  };
}[T];

/** Whether a name is the type of an event. */
export function isEventType(name: string): name is EventType {
  return Object.hasOwn(eventContracts, name);
}
