import { isBlueprint, isInstance, type SettingsPlace } from "./place.ts";

/** What the pages say about a kind of place. */
interface PlaceWords {
  /** What the place is called. */
  readonly what: string;
  readonly parameters: string;
  readonly noParameters: string;
  readonly removed: string;
  readonly provider: string;
  readonly noProvider: string;
  readonly linked: string;
  readonly none: string;
  readonly unlinked: string;
}

const target = (what: string) => ({
  what,
  removed: "Its value here is destroyed. Deploys then get what is set further away, if anything is.",
  linked: `Deploys of this ${what} get its credentials, and hide every provider that is set further away.`,
  none: `Deploys of this ${what} get no AWS credentials at all, whatever is set further away.`,
  unlinked: `Deploys of this ${what} then take their credentials from what is set further away.`,
});

const service: PlaceWords = {
  ...target("service"),
  parameters: "Deploys of all its instances get these, unless an instance has its own for the key.",
  noParameters: "Add what all its instances share, such as the level of its log.",
  provider: "Where the AWS credentials of all its instances' deploys come from.",
  noProvider: "The organization's default provider applies, unless an instance has a provider of its own.",
};

const instance: PlaceWords = {
  ...target("instance"),
  parameters:
    "Only deploys of this instance get these. Each comes before one of its service with the same key.",
  noParameters: "A deploy gets those of the service and, as the mode has it, of the deployment profile.",
  provider: "Where the AWS credentials of its deploys come from.",
  noProvider: "The provider of the service applies, or the organization's default provider.",
};

const blueprint = (what: string): PlaceWords => ({
  what: "blueprint",
  parameters: `Each ${what} is made with these. Rotate a secret here as well, so that the next one does not begin with the old value.`,
  noParameters: `Add what each ${what} is to begin with, such as the level of its log.`,
  removed: `Its value here is destroyed. What began with it keeps its own.`,
  provider: `Which provider each ${what} is linked to when it is made.`,
  noProvider: `A ${what} begins without a provider of its own, and what is set further away applies.`,
  linked: `Each ${what} begins linked to it.`,
  none: `Each ${what} begins with no AWS credentials at all, whatever is set further away.`,
  unlinked: `A ${what} then begins without a provider of its own.`,
});

/** What the pages say about a place. */
export function wordsFor(place: SettingsPlace): PlaceWords {
  if (isBlueprint(place)) return blueprint(place.blueprint.stage === null ? "new service" : "new instance");
  return isInstance(place) ? instance : service;
}
