/**
 * Everything that a caller can be permitted to do, and what each of it is. Every route, and every request on behalf of a
 * caller, names its action where it is declared; `roles` says which role may do what.
 */
export const actions = {
  "session:use": "sign in and out, and find out who one is",
  "resolve:plan": "resolve for a plan, with the credentials of the plan role",
  "resolve:deploy": "resolve for a deploy, with the credentials of the access role",
  "target:explain": "ask what a deploy would get, and why",
  "safeguard:evaluate": "evaluate safeguards without a deploy",
  "deployment:report": "report what was deployed",
  "deployment:read-own": "read the deployments that one made oneself",
  "deployment:read": "read all deployments",
  "output:read": "read the outputs of deployed services",
  "app:read": "read applications with their stages, services and instances",
  "app:write": "change applications with their stages, services and instances",
  "profile:read": "read deployment profiles and their versions",
  "profile:write": "change deployment profiles",
  "parameter:write": "set and remove parameters, of which nobody reads the values",
  "provider:read": "read providers",
  "provider:write": "change providers",
  "role:test": "test whether an access role can be assumed, and a reference read",
  "configuration:read": "export the configuration",
  "configuration:write": "import a configuration, and move applications to providers and back",
  "event:read": "follow the events of the organization",
  "key:read": "list access keys",
  "key:manage": "make and revoke access keys",
  "org:read": "read the settings of the organization",
  "org:write": "change the settings of the organization",
  "org:manage": "list organizations and create them",
} as const;

/** Something that a caller can be permitted to do. */
export type Action = keyof typeof actions;
