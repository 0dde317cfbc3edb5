import type { AppMode, DeployTarget, ProviderLink, Unprofiled } from "@stagepass/contracts";

/** What is set on a service. A parameter `KEY` has a value, `-KEY` is `none`, and `@KEY` is a reference into AWS. */
export interface ServiceSet {
  readonly provider?: ProviderLink;
  readonly parameters?: readonly string[];
  readonly requiredParameters?: readonly string[];
  readonly removed?: boolean;
}

/** What is set on an instance. */
export interface InstanceSet extends Omit<ServiceSet, "requiredParameters"> {
  readonly inherits?: boolean;
}

/** What is set on an app. */
export interface AppSet {
  readonly mode?: AppMode;
  readonly inheritsStages?: boolean;
  readonly unprofiled?: Unprofiled;
  readonly defaultProfile?: string | null;
  /** The profile of each stage that has one of its own. */
  readonly stages?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, ServiceSet>>;
  /** What each service begins with. */
  readonly blueprint?: Omit<ServiceSet, "requiredParameters" | "removed">;
  /** What each instance in a stage begins with. */
  readonly blueprints?: Readonly<Record<string, Omit<InstanceSet, "removed">>>;
  /** By service, stage and region, with spaces between them. */
  readonly instances?: Readonly<Record<string, InstanceSet>>;
}

/** What is set on a profile. */
export interface ProfileSet {
  readonly roleArn?: string | null;
  readonly parameters?: readonly string[];
}

/** Everything in an organization that can decide what a deploy gets. Values are made from the place where they are set. */
export interface OrgSet {
  readonly stages?: readonly { readonly stages: string; readonly profile: string }[];
  readonly profiles?: Readonly<Record<string, ProfileSet>>;
  /** The ARNs of the roles of providers, in which placeholders may stand. Null stands for static keys. */
  readonly providers?: Readonly<Record<string, string | null>>;
  readonly defaultProvider?: string | null;
  readonly apps: Readonly<Record<string, AppSet>>;
}

/** A parameter as it is set somewhere. */
export interface SetParameter {
  readonly key: string;
  readonly kind: "value" | "none" | "reference";
}

/** Reads `KEY`, `-KEY` and `@KEY`. */
export function readParameter(text: string): SetParameter {
  if (text.startsWith("-")) return { key: text.slice(1), kind: "none" };
  return text.startsWith("@") ? { key: text.slice(1), kind: "reference" } : { key: text, kind: "value" };
}

/** The key of a target in the instances of its app. */
export function instanceKey({ service, stage, region }: Omit<DeployTarget, "org" | "app">): string {
  return `${service} ${stage} ${region}`;
}
