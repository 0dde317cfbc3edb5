export { listChangedSince } from "./changed-since.ts";
export { holdConfiguration } from "./hold-configuration.ts";
export { addMigration, findLastMigration, findStandingMigration } from "./migrations.ts";
export { readNewestParameters } from "./read-newest-parameters.ts";
export { readConfiguration } from "./read-snapshot.ts";
export { takeBack } from "./take-back.ts";
export { addBlueprints, addProviders, addTargetParameters, writeModes, writeSettings } from "./write-rows.ts";
