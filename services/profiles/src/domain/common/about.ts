/**
 * Makes the names that events use for the things they are about. Events about one thing arrive in the order of its
 * changes.
 */
export const about = {
  org: (org: string) => org,
  profile: (org: string, profile: string) => `${org}/profiles/${profile}`,
  app: (org: string, app: string) => `${org}/apps/${app}`,
  stage: (org: string, app: string, stage: string) => `${org}/apps/${app}/stages/${stage}`,
  service: ({ org, app, service }: Record<"org" | "app" | "service", string>) =>
    `${org}/apps/${app}/services/${service}`,
  instance: ({ stage, region, ...service }: Record<"org" | "app" | "service" | "stage" | "region", string>) =>
    `${about.service(service)}/instances/${stage}/${region}`,
  blueprint: ({ org, app, stage }: { readonly stage: string | null } & Record<"org" | "app", string>) =>
    `${org}/apps/${app}/blueprints/${stage === null ? "services" : `stages/${stage}`}`,
  provider: (org: string, provider: string) => `${org}/providers/${provider}`,
  accessKey: (org: string, id: string) => `${org}/access-keys/${id}`,
};
