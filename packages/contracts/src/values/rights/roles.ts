import type { Action } from "./actions.ts";

/** What a role is for, and what it may do. */
interface RoleRights {
  readonly summary: string;
  readonly may: readonly Action[];
}

const reading = [
  ...["session:use", "target:explain", "deployment:read-own", "deployment:read", "app:read"],
  ...["profile:read", "provider:read", "org:read"],
] as const satisfies Action[];

const planning = [
  ...["session:use", "resolve:plan", "target:explain", "safeguard:evaluate", "deployment:read-own"],
  ...["app:read", "output:read", "org:read"],
] as const satisfies Action[];

const editing = [
  ...reading,
  ...["safeguard:evaluate", "output:read", "app:write", "profile:write", "parameter:write"],
  ...["provider:write", "role:test", "configuration:read"],
] as const satisfies Action[];

/**
 * Which role may do what: the one table of it. `operator` is above the organizations, and the holder of every other role
 * belongs to one.
 */
export const roles = {
  viewer: { summary: "looks", may: reading },
  planner: { summary: "resolves for plans alone, such as those of pull requests", may: planning },
  deployer: { summary: "deploys", may: [...planning, "resolve:deploy", "deployment:report"] },
  editor: { summary: "changes profiles, applications and providers, and cannot deploy", may: editing },
  auditor: {
    summary: "looks at everything, also at who holds access keys, and changes nothing",
    may: [...reading, "output:read", "configuration:read", "event:read", "key:read"],
  },
  admin: {
    summary: "may do everything in its organization",
    may: [
      ...editing,
      ...(["resolve:plan", "resolve:deploy", "deployment:report", "configuration:write"] as const),
      ...(["event:read", "key:read", "key:manage", "org:write"] as const),
    ],
  },
  operator: {
    summary: "makes organizations and their first keys, and sees nothing that is in them",
    may: ["session:use", "key:read", "key:manage", "org:read", "org:write", "org:manage"],
  },
} as const satisfies Readonly<Record<string, RoleRights>>;

/** The role of a caller. */
export type Role = keyof typeof roles;

/** Whether a role may do something. */
export function may(role: Role, action: Action): boolean {
  const { may: permitted }: RoleRights = roles[role];
  return permitted.includes(action);
}

/** The roles that may do something, from the narrowest to the widest. */
export function rolesThatMay(action: Action): Role[] {
  return (Object.keys(roles) as Role[]).filter((role) => may(role, action)); // Object.keys forgets the keys
}

/** Whether one role may do whatever another may do. */
export function includesRole(wider: Role, narrower: Role): boolean {
  const { may: needed }: RoleRights = roles[narrower];
  return needed.every((action) => may(wider, action));
}
