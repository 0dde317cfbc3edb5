import { didYouMean, Problem } from "@stagepass/contracts";

/** Finds existing names that may have been meant by `name`. Of very many names, only some are considered. */
export interface NearNames {
  listNearOrgs(name: string): Promise<string[]>;
  listNearProfiles(org: string, name: string): Promise<string[]>;
  listNearApps(org: string, name: string): Promise<string[]>;
  listNearProviders(org: string, name: string): Promise<string[]>;
  listNearStages(org: string, app: string, name: string): Promise<string[]>;
  listNearAccessKeys(org: string, id: string): Promise<string[]>;
}

/**
 * Makes the problem `not-found` for an organization. Only the operator ever gets it: all other keys belong to one
 * organization.
 */
export async function noSuchOrg(names: Pick<NearNames, "listNearOrgs">, org: string): Promise<Problem> {
  return noSuch("organization", org, "", await names.listNearOrgs(org));
}

/** Makes the problem `not-found` for a profile. */
export async function noSuchProfile(
  names: Pick<NearNames, "listNearProfiles">,
  org: string,
  profile: string,
): Promise<Problem> {
  return noSuch("profile", profile, ` in ${org}`, await names.listNearProfiles(org, profile));
}

/** Makes the problem `not-found` for an application. */
export async function noSuchApp(
  names: Pick<NearNames, "listNearApps">,
  org: string,
  app: string,
): Promise<Problem> {
  return noSuch("app", app, ` in ${org}`, await names.listNearApps(org, app));
}

/** Makes the problem `not-found` for a provider. */
export async function noSuchProvider(
  names: Pick<NearNames, "listNearProviders">,
  org: string,
  provider: string,
): Promise<Problem> {
  return noSuch("provider", provider, ` in ${org}`, await names.listNearProviders(org, provider));
}

/** Makes the problem `not-found` for a stage that has no profile of its own. */
export async function noSuchStage(
  names: Pick<NearNames, "listNearStages">,
  org: string,
  { app, stage }: { readonly app: string; readonly stage: string },
): Promise<Problem> {
  const near = await names.listNearStages(org, app, stage);
  return noSuch("stage", stage, ` with a profile of its own in ${org}/${app}`, near);
}

/** Makes the problem `not-found` for a parameter of a profile that exists. */
export function noSuchParameter({ name, parameters }: ParametersOf, key: string): Problem {
  return noSuch(
    "parameter",
    key,
    ` in the newest version of the profile ${name}`,
    parameters.map((parameter) => parameter.key),
  );
}

interface ParametersOf {
  readonly name: string;
  readonly parameters: readonly { readonly key: string }[];
}

/** Makes the problem `not-found` for an access key, by its id. */
export async function noSuchAccessKey(
  names: Pick<NearNames, "listNearAccessKeys">,
  org: string,
  id: string,
): Promise<Problem> {
  return noSuch("access key", id, ` in ${org}`, await names.listNearAccessKeys(org, id));
}

/** Makes the problem `not-found` for a thing of a kind, with the names that may have been meant. */
export function noSuch(kind: string, name: string, where: string, near: readonly string[]): Problem {
  return new Problem(
    "not-found",
    `There is no ${kind} ${JSON.stringify(name)}${where}.${didYouMean(name, near)}`,
  );
}
