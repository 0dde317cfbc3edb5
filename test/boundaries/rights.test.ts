import {
  type KeyScope,
  nameOf,
  type Principal,
  Problem,
  type RouteContract,
  routes,
} from "@stagepass/contracts";
import { describe, expect, test } from "vitest";
import { admit, admitTarget } from "../../packages/runtime/src/http/access.ts";

/**
 * Which roles may call which operation, written by hand: the roles by their first letters, in the order viewer, planner,
 * deployer, editor, auditor, admin (`A`) and operator. What the table `roles` says is held against it.
 */
const table: Readonly<Record<string, string>> = {
  "v p d e a A o": "getSession endSession getOrg",
  "v p d e a A": `explainTarget listApps getApp listStages getStage listServices getService listInstances getInstance
    listBlueprints getProviderMigration listDeployments getDeployment`,
  "p d A": "resolveDeploy",
  "p d e A": "evaluateSafeguards",
  "v e a A": `listLastDeployments listProfiles getProfile listVersions getVersion getVersionChanges listProfileUses
    showAccessRole listProviderUses listProviders getProvider showProviderRole`,
  "e A": `putApp patchApp deleteApp putStage patchStage deleteStage putService patchService deleteService putInstance
    patchInstance deleteInstance putServiceBlueprint putStageBlueprint deleteServiceBlueprint deleteStageBlueprint renameApp
    renameStage putProfile patchProfile deleteProfile rollbackProfile renameProfile putParameter deleteParameter
    copyToProfile copyToService copyToInstance putServiceParameter deleteServiceParameter putInstanceParameter
    deleteInstanceParameter putProvider patchProvider deleteProvider testRole checkReference`,
  "e a A": "exportConfiguration",
  A: "migrateToProviders undoProviderMigration importConfiguration",
  "a A": "streamEvents",
  "a A o": "listAccessKeys getAccessKey",
  "A o": "createAccessKey revokeAccessKey patchOrg",
  o: "createOrg listOrgs",
};

/** What anyone may call, also without a key. */
const open = ["beginSession", "listPolicies"];

/** Operations that a limited key may call whatever it covers: they are about the caller, or show what its scope covers. */
const whateverIsCovered =
  `getSession endSession getOrg listApps listProfiles listDeployments getDeployment`.split(" ");

/** Operations that show more than what is named in their path, so that a limited key is refused. */
const orgWide = ["listProfileUses", "listLastDeployments"];

const letters = {
  viewer: "v",
  planner: "p",
  deployer: "d",
  editor: "e",
  auditor: "a",
  admin: "A",
  operator: "o",
} as const satisfies Record<Principal["role"], string>;
const everyRole = Object.keys(letters) as Principal["role"][]; // Object.keys forgets the keys

const rolesOf = new Map(
  Object.entries(table).flatMap(([roles, names]) =>
    names.split(/\s+/).map((name) => [name, roles.split(" ")] as const),
  ),
);

test("the table lists every operation and no other", () => {
  expect([...rolesOf.keys(), ...open].sort()).toEqual(routes.map(nameOf).sort());
  expect(routes.filter(({ action }) => action === "public").map(nameOf)).toEqual(open);
});

/** What a key belongs to and covers, while requests name the app shop with the stage prod, and the profile live. */
const about = {
  "own org": { org: "acmecorp", scope: {} },
  "other app": { org: "acmecorp", scope: { apps: ["!shop"] } },
  "other stage": { org: "acmecorp", scope: { apps: ["*"], stages: ["!prod"] } },
  "other profile": { org: "acmecorp", scope: { apps: ["*"], profiles: ["!live"] } },
  "other org": { org: "othercorp", scope: {} },
} satisfies Record<string, { org: string; scope: KeyScope }>;

const named = { org: "acmecorp", app: "shop", stage: "prod", service: "api", profile: "live" };

const whiches = Object.keys(about) as (keyof typeof about)[]; // Object.keys forgets the keys
const guarded = routes.filter(({ action }) => action !== "public");

describe.each(whiches)("a key whose part is: %s", (which) => {
  test.each(everyRole)("with the role %s is served what the table says, and nothing else", (role) => {
    const { org, scope }: { org: string; scope: KeyScope } = about[which];
    const caller: Principal =
      role === "operator" ? { role, keyId: role } : { role, keyId: "key_1", org, scope };
    const answers = guarded.map((route) => [nameOf(route), answerTo(caller, route)]);
    expect(answers).toEqual(guarded.map((route) => [nameOf(route), dueTo(role, which, route)]));
  });
});

/** How admission answers a request that names everything: a code, or `served`. */
function answerTo(caller: Principal, route: RouteContract): string {
  const inPath = Object.entries(named).filter(([name]) => route.path.includes(`{${name}}`));
  const body = (route.targetAt ?? []).reduceRight<object>((inner, key) => ({ [key]: inner }), named);
  try {
    admit(route, caller, Object.fromEntries(inPath));
    admitTarget(route, caller, body);
    return "served";
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
}

function dueTo(role: Principal["role"], which: keyof typeof about, route: RouteContract): string {
  const name = nameOf(route);
  const mayAtAll = rolesOf.get(name)?.includes(letters[role]) === true;
  if (role === "operator") return mayAtAll ? "served" : "forbidden";
  const names = (part: string) => route.path.includes(`{${part}}`) || route.targetAt !== undefined;
  if (which === "other org" && names("org")) return mayAtAll || !route.targetAt ? "not-found" : "forbidden";
  if (!mayAtAll) return "forbidden";
  if (which === "own org" || which === "other org" || whateverIsCovered.includes(name)) return "served";
  if (!names("app") && !names("profile")) return "forbidden";
  if (orgWide.includes(name)) return "forbidden";
  const part = { "other app": "app", "other stage": "stage", "other profile": "profile" }[which];
  return names(part) ? "forbidden" : "served";
}
