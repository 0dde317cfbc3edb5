import type { App, Stage } from "../../apps/app.ts";
import type { Org } from "../../orgs/org.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Target } from "../../targets/target.ts";
import type { LockedProfile } from "../../versions/profile.ts";

/**
 * All that is configured in an organization, as of one moment. Apps, providers, services and instances at revision 0 are rows
 * that an import has made and not yet filled.
 */
export interface Snapshot {
  readonly org: Org;
  /** By name. Of deleted ones only those are here whose names were asked for. */
  readonly profiles: readonly SnapshotProfile[];
  readonly apps: readonly App[];
  readonly stages: readonly StageOfApp[];
  readonly providers: readonly Provider[];
  /** Services and instances, also removed ones, and blueprints. */
  readonly targets: readonly TargetOfApp[];
}

/** A name of profiles. */
export interface SnapshotProfile extends LockedProfile {
  readonly name: string;
}

/** A stage that has a profile of its own, and its app. */
export interface StageOfApp extends Stage {
  readonly app: string;
}

/** A service or an instance, and its app. */
export interface TargetOfApp extends Target {
  readonly app: string;
}

/** The names that a document gives to things, so that rows can be locked or made for them. */
export interface NamedThings {
  readonly profiles: readonly string[];
  readonly apps: readonly string[];
  readonly providers: readonly string[];
  readonly targets: readonly NamedTarget[];
}

/**
 * A service, or with a stage and a region one of its instances. For a service, both are empty. The service of a blueprint is
 * empty.
 */
export interface NamedTarget {
  readonly app: string;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
}
