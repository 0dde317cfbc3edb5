import { type CopiedFrom, type CopySource, didYouMean, invalidInput } from "@stagepass/contracts";
import type { NearNames } from "../common/no-such.ts";
import type { ProfileValues } from "../parameters/merge-parameters.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { type ReadSealed, readValues } from "../parameters/read-values.ts";
import type { NearTargets } from "../targets/get-target.ts";
import { type Target, type TargetName, type TargetParameter, titleOf } from "../targets/target.ts";
import { noSuchVersion } from "../versions/get-version.ts";
import type { ProfileVersion } from "../versions/profile.ts";

/** What reading the parameters that are copied needs of a transaction. */
export interface FindSourceChanges extends NearTargets, Pick<NearNames, "listNearProfiles"> {
  /** Keeps a profile, and with it its values, until the transaction ends. Returns false when it does not exist. */
  holdProfile(org: string, profile: string): Promise<boolean>;
  findVersion(org: string, profile: string, version?: number): Promise<ProfileVersion | undefined>;
  /** Finds a service or an instance and locks its row until the transaction ends. */
  lockTarget(name: TargetName): Promise<Target | undefined>;
  readSealed: ReadSealed;
  readSealedOfTargets: ReadSealed;
}

/** Where parameters are copied from, with what opens their values. */
export interface Source {
  /** What it is called in a sentence. */
  readonly title: string;
  readonly parameters: readonly TargetParameter[];
  readonly values: Pick<ProfileValues, "unseal">;
  readonly from: CopiedFrom;
}

/** Whose source is looked for, with the vault that opens its values. */
interface Asked {
  readonly org: string;
  readonly vault: OrgVault;
  readonly keys: readonly string[];
}

/** Returns where parameters are copied from, which stays as it is until the transaction ends. Throws `invalid`. */
export async function findSource(
  changes: FindSourceChanges,
  asked: Asked,
  from: CopySource,
): Promise<Source> {
  return "profile" in from ? ofProfile(changes, asked, from) : ofTarget(changes, asked, from);
}

async function ofProfile(
  changes: FindSourceChanges,
  { org, vault, keys }: Asked,
  { profile, version }: Extract<CopySource, { profile: string }>,
): Promise<Source> {
  if (!(await changes.holdProfile(org, profile))) {
    const near = didYouMean(profile, await changes.listNearProfiles(org, profile));
    throw invalidInput([{ path: "$.from.profile", message: `names no profile of ${org}.${near}` }]);
  }
  const found = await changes.findVersion(org, profile, version);
  if (found === undefined) throw await noVersion(changes, org, profile, version);
  const needed = found.parameters.filter(({ key }) => keys.includes(key));
  return {
    title: `version ${found.version} of the profile ${found.name}`,
    parameters: found.parameters,
    values: await readValues(changes, { org, of: { profile }, vault }, needed),
    from: { profile: found.name, version: found.version },
  };
}

async function noVersion(changes: FindSourceChanges, org: string, profile: string, version = 0) {
  const newest = await changes.findVersion(org, profile);
  if (newest === undefined) return new Error(`The profile ${org}/${profile} is held, and has no version.`);
  return invalidInput([{ path: "$.from.version", message: noSuchVersion(newest, version).message }]);
}

async function ofTarget(
  changes: FindSourceChanges,
  { org, vault, keys }: Asked,
  from: Extract<CopySource, { app: string }>,
): Promise<Source> {
  const name = { org, ...from };
  const found = await changes.lockTarget(name);
  if (found === undefined) {
    const near = "stage" in from ? [] : await changes.listNearServices(name);
    const message = `names no ${titleOf(name)}.${didYouMean(from.service, near)}`;
    throw invalidInput([{ path: "$.from", message }]);
  }
  const needed = found.parameters.flatMap((parameter) =>
    !("isNone" in parameter) && keys.includes(parameter.key) ? [parameter] : [],
  );
  const read = { readSealed: changes.readSealedOfTargets };
  return {
    title: `the ${titleOf(name)}`,
    parameters: found.parameters,
    values: await readValues(read, { org, of: { targetId: found.id }, vault }, needed),
    from,
  };
}
