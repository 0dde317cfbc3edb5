import { type Configuration, maxConfigurationRows, Problem } from "@stagepass/contracts";

/** Throws `too-large`, which says the limit, for a document with more rows than an import can have. */
export function assertImportable(document: Configuration): void {
  const rows = countRows(document);
  if (rows <= maxConfigurationRows) return;
  const message =
    `The document has ${rows} rows, and an import can have ${maxConfigurationRows}: profiles, providers, apps, stages, blueprints, services ` +
    "and instances, with their parameters and safeguards. Import it in parts: what a collection does not name is left alone.";
  throw new Problem("too-large", message);
}

/** Counts the things in a document, and the parameters and safeguards that they hold. */
export function countRows({ profiles = {}, providers = {}, apps = {} }: Configuration): number {
  const ofProfiles = Object.values(profiles).map(
    (profile) => 1 + held(profile) + (profile.safeguards?.length ?? 0),
  );
  const ofApps = Object.values(apps).map(({ stages = {}, blueprints = {}, services = {} }) => {
    const ofServices = Object.values(services).map(({ instances = {}, ...service }) => {
      const each = Object.values(instances).flatMap((regions) => Object.values(regions));
      return 1 + held(service) + sum(each.map((instance) => 1 + held(instance)));
    });
    const ofBlueprints = [blueprints.services ?? [], Object.values(blueprints.stages ?? {})].flat();
    const begun = ofBlueprints.map((blueprint) => 1 + held(blueprint));
    return 1 + Object.keys(stages).length + sum(begun) + sum(ofServices);
  });
  return sum(ofProfiles) + Object.keys(providers).length + sum(ofApps);
}

function held({ parameters = [] }: { readonly parameters?: readonly unknown[] | undefined }): number {
  return parameters.length;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
