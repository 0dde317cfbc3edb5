/** What a page or tab is about, and the guide that tells of it: its path below `docs/`, and the heading to begin at. */
export const topics = {
  explain: "precedence#what-the-answer-says",
  profiles: "profiles",
  accessRole: "profiles#access-role",
  parameters: "profiles#parameters",
  safeguards: "safeguards",
  existingClients: "profiles#existing-clients",
  versions: "profiles#versions",
  usedBy: "profiles#used-by",
  applications: "precedence",
  stages: "precedence#which-profile",
  keys: "precedence#the-order",
  services: "services",
  blueprints: "services#blueprints",
  resolution: "precedence#the-mode-of-an-application",
  migration: "migrating-to-providers",
  outputs: "legacy-clients#outputs",
  deployments: "safeguards#outcomes-and-the-verdict",
  providers: "providers",
  accessKeys: "access-keys",
  clients: "legacy-clients",
  stageMap: "precedence#which-profile",
  configuration: "configuration-as-code",
  events: "events",
} as const;

/** Something that a guide tells of. */
export type Topic = keyof typeof topics;
