import type { MigrationConflict } from "@stagepass/contracts";
import { titleOf } from "../targets/target.ts";
import type { Conflict, SetThing } from "./conflict.ts";
import type { Place } from "./snapshot.ts";

/** Says what a conflict is about, where it is, and what to do. */
export function describeConflict(conflict: Conflict): MigrationConflict {
  const { service, stage, region } = "place" in conflict ? conflict.place : nowhere;
  return {
    kind: conflict.kind,
    app: "app" in conflict ? conflict.app : null,
    ...{ service, stage, region },
    profile: "profile" in conflict ? conflict.profile : null,
    provider: "provider" in conflict ? conflict.provider : null,
    message: messageOf(conflict),
  };
}

const nowhere: Place = { service: null, stage: null, region: null };

function messageOf(conflict: Conflict): string {
  switch (conflict.kind) {
    case "provider-differs":
      return (
        `There is a provider ${conflict.provider} already, whose role, plan role, duration or source identity is not that ` +
        "of the profile of that name. Give it those of the profile, or delete it."
      );
    case "provider-limited":
      return (
        `The provider ${conflict.provider} is limited to other apps than ${conflict.app}, which needs it. Add the app to ` +
        "its apps, or send them as null."
      );
    case "role-has-placeholders":
      return (
        `The role of the profile ${conflict.profile} has braces in its ARN, which a provider would replace by names of ` +
        "the target. Use a role without them."
      );
    case "too-many-values":
      return (
        `The profile ${conflict.profile}, which ${conflict.app} uses, has more than 2 MiB of values, the most that a ` +
        "service or an instance can hold. Remove or shorten some."
      );
    case "already-set":
      return (
        `The ${placeTitle(conflict.app, conflict.place)} has ${conflict.what.map(nameOf).join(" and ")} already, which ` +
        "would begin to count. Note what it is, and remove it first."
      );
    case "stage-map":
      return (
        `The app ${conflict.app} has no default profile, and gets profiles for the stages ${conflict.stages} from the ` +
        "organization's stage map. Give it a default profile, map these stages in the app, or let it not inherit the map."
      );
    case "default-provider":
      return (
        `The app ${conflict.app} resolves by mixed, so that the organization's default provider ${conflict.provider} comes ` +
        "before the roles of its profiles. Set its mode to profiles first if these are to count."
      );
  }
}

function nameOf(thing: SetThing): string {
  return { provider: "a link", inherits: "inherits: false", parameters: "parameters" }[thing];
}

function placeTitle(app: string, { service, stage, region }: Place): string {
  if (service !== null)
    return titleOf({ org: "", app, service, stage: stage ?? undefined, region: region ?? undefined });
  return stage === null
    ? `blueprint of services of ${app}`
    : `blueprint of the stage ${JSON.stringify(stage)} of ${app}`;
}
