import type { KnownTarget } from "@stagepass/contracts";

/** Names a service in a sentence, such as `service "checkout" of storefront`. */
export function serviceName({ app, service }: Pick<KnownTarget, "app" | "service">): string {
  return `service ${JSON.stringify(service)} of ${app}`;
}

/** Names an instance in a sentence, such as `instance "prod" in eu-central-1 of the service "checkout" of storefront`. */
export function instanceName({ stage, region, ...target }: KnownTarget): string {
  return `instance ${JSON.stringify(stage)} in ${region} of the ${serviceName(target)}`;
}
