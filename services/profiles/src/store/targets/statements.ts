export { deleteBlueprints, hasBlueprint, listBlueprints } from "./blueprints.ts";
export { claimTarget, findTarget, lockTarget } from "./find-target.ts";
export { listInstances, listNearServices, listProviderUses, listServices } from "./list-targets.ts";
export { markRemoved, removeInstances } from "./remove-targets.ts";
export { readSealedOfTargets } from "./sealed-targets.ts";
export { writeTarget } from "./write-target.ts";
