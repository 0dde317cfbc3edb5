/** The names of aggregates in events: events about the same one arrive in the order of its changes. */
export const about = {
  org: (org: string) => org,
  profile: (org: string, profile: string) => `${org}/profiles/${profile}`,
  app: (org: string, app: string) => `${org}/apps/${app}`,
  stage: (org: string, app: string, stage: string) => `${org}/apps/${app}/stages/${stage}`,
  accessKey: (org: string, id: string) => `${org}/access-keys/${id}`,
};
