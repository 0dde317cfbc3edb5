import type { Configuration } from "@stagepass/contracts";
import type { NamedTarget, NamedThings } from "./draft/snapshot.ts";

/** Returns the names of all that a document names. */
export function namedThingsIn({ profiles = {}, providers = {}, apps = {} }: Configuration): NamedThings {
  return {
    profiles: Object.keys(profiles),
    providers: Object.keys(providers),
    apps: Object.keys(apps),
    targets: Object.entries(apps).flatMap(([app, { services = {}, blueprints = {} }]) => [
      ...(blueprints.services === undefined ? [] : [{ app, service: "", stage: "", region: "" }]),
      ...Object.keys(blueprints.stages ?? {}).map((stage) => ({ app, service: "", stage, region: "" })),
      ...Object.entries(services).flatMap(([service, { instances = {} }]): NamedTarget[] => [
        { app, service, stage: "", region: "" },
        ...Object.entries(instances).flatMap(([stage, regions]) =>
          Object.keys(regions).map((region) => ({ app, service, stage, region })),
        ),
      ]),
    ]),
  };
}
