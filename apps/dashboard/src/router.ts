import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod";
import { load } from "./api/away.ts";
import { queryClient } from "./api/query-client.ts";
import { GuidesFrame } from "./guides/guides-frame.tsx";
import { readTenantPath } from "./services/tenant-path.ts";
import { sessionQuery } from "./session/session.ts";
import { SignInPage } from "./session/sign-in-page.tsx";
import { OrganizationFrame } from "./shell/frame.tsx";
import { NoSuchPage, PageFailed } from "./shell/trouble.tsx";

/** A value of the URL's query. What makes no sense there counts as left out. */
const text = z.string().optional().catch(undefined);

/** The number of a version in the URL's query. */
const version = z.int().min(1).optional().catch(undefined);

/** The tab that is shown; the first one without a word in the URL. */
const tab = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.enum(names).optional().catch(undefined);

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: "/sign-in" });
    // Who may not list profiles may still ask what a deploy would get.
    const to = session.permissions.includes("listProfiles") ? "/$org/profiles" : "/$org/explain";
    throw redirect({ to, params: { org: session.org } });
  },
});

/** Only an address on these pages may follow a sign-in, so that no link leads away from them. */
const pathHere = z
  .string()
  .regex(/^\/(?![/\\])/)
  .optional()
  .catch(undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: z.object({ next: pathHere }),
  component: SignInPage,
});

/** The pages of one organization, for whoever is signed in to it. */
const organization = createRoute({
  getParentRoute: () => root,
  path: "/$org",
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  component: OrganizationFrame,
});

const page = { getParentRoute: () => organization, errorComponent: PageFailed };

const orgStart = createRoute({
  ...page,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/" });
  },
});

const profiles = createRoute({
  ...page,
  path: "/profiles",
  validateSearch: z.object({ q: text }),
  component: lazyRouteComponent(() => load(() => import("./profiles/profiles-page.tsx")), "ProfilesPage"),
});

const profile = createRoute({
  ...page,
  path: "/profiles/$profile",
  validateSearch: z.object({
    tab: tab(["access-role", "parameters", "safeguards", "clients", "versions", "used-by"]),
    a: version,
    b: version,
    safeguard: text,
  }),
  component: lazyRouteComponent(() => load(() => import("./profile/profile-page.tsx")), "ProfilePage"),
});

const apps = createRoute({
  ...page,
  path: "/apps",
  component: lazyRouteComponent(() => load(() => import("./apps/apps-page.tsx")), "AppsPage"),
});

const app = createRoute({
  ...page,
  path: "/apps/$app",
  validateSearch: z.object({
    tab: tab(["stages", "services", "blueprints", "keys", "resolution"]),
    blueprint: text,
    service: text,
    region: text,
    a: text,
    b: text,
  }),
  component: lazyRouteComponent(() => load(() => import("./app/app-page.tsx")), "AppPage"),
});

const service = createRoute({
  ...page,
  path: "/apps/$app/$service",
  validateSearch: z.object({ tab: tab(["instances", "parameters", "providers"]) }),
  component: lazyRouteComponent(() => load(() => import("./services/service-page.tsx")), "ServicePage"),
});

/** The address that existing clients print after a deploy. */
const instance = createRoute({
  ...page,
  path: "/apps/$app/$service/$stage/$region",
  validateSearch: z.object({ tab: tab(["parameters", "providers", "outputs", "deployments"]) }),
  component: lazyRouteComponent(() => load(() => import("./services/instance-page.tsx")), "InstancePage"),
});

const instanceProviders = createRoute({
  ...page,
  path: "/apps/$app/$service/$stage/$region/providers",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/$org/apps/$app/$service/$stage/$region", params, search: { tab: "providers" } });
  },
});

/** The addresses of the hosted dashboard's first years: `tenants/{org}/applications/…` and `tenants/{org}/settings/…`. */
const tenants = createRoute({
  getParentRoute: () => root,
  path: "/tenants/$org/$",
  beforeLoad: ({ location }) => {
    // A parameter would have its percent-encoding taken off.
    const [, , org = "", ...rest] = location.pathname.split("/");
    throw redirect({ href: `/${org}/${readTenantPath(rest.join("/"))}` });
  },
});

const explain = createRoute({
  ...page,
  path: "/explain",
  validateSearch: z.object({ app: text, stage: text, service: text, region: text, purpose: text }),
  component: lazyRouteComponent(() => load(() => import("./explain/explain-page.tsx")), "ExplainPage"),
});

const deployments = createRoute({
  ...page,
  path: "/deployments",
  validateSearch: z.object({
    app: text,
    stage: text,
    service: text,
    region: text,
    verdict: text,
    outcome: text,
    status: text,
    since: text,
    until: text,
  }),
  component: lazyRouteComponent(
    () => load(() => import("./deployments/deployments-page.tsx")),
    "DeploymentsPage",
  ),
});

const deployment = createRoute({
  ...page,
  path: "/deployments/$deployment",
  component: lazyRouteComponent(
    () => load(() => import("./deployments/deployment-page.tsx")),
    "DeploymentPage",
  ),
});

const settings = createRoute({
  ...page,
  path: "/organization",
  validateSearch: z.object({
    tab: tab(["providers", "keys", "clients", "stages", "configuration", "events"]),
    kind: text,
  }),
  component: lazyRouteComponent(
    () => load(() => import("./organization/organization-page.tsx")),
    "OrganizationPage",
  ),
});

/** An address that existing clients print and open. */
const settingsProviders = createRoute({
  ...page,
  path: "/settings/providers",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/$org/organization", params, search: { tab: "providers" } });
  },
});

/** The guides are the same for everybody, and are there without signing in. */
const guides = createRoute({
  getParentRoute: () => root,
  path: "/guides",
  beforeLoad: () => queryClient.ensureQueryData(sessionQuery).catch(() => null),
  component: GuidesFrame,
});

const guideList = createRoute({
  getParentRoute: () => guides,
  path: "/",
  errorComponent: PageFailed,
  component: lazyRouteComponent(() => load(() => import("./guides/guides-page.tsx")), "GuidesPage"),
});

const guide = createRoute({
  getParentRoute: () => guides,
  path: "/$",
  errorComponent: PageFailed,
  loader: async ({ params: { _splat = "" } }) =>
    await (await import("./guides/guide-modules.ts")).loadGuide(_splat),
  component: lazyRouteComponent(() => load(() => import("./guides/guide-page.tsx")), "GuidePage"),
});

/** All addresses. */
export const router = createRouter({
  routeTree: root.addChildren([
    start,
    signIn,
    tenants,
    guides.addChildren([guideList, guide]),
    organization.addChildren([
      orgStart,
      profiles,
      profile,
      apps,
      app,
      service,
      instance,
      instanceProviders,
      explain,
      deployments,
      deployment,
      settings,
      settingsProviders,
    ]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
