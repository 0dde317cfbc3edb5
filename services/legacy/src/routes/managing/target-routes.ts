import { DeployTarget, problemCodes } from "@stagepass/contracts";
import { z } from "zod";
import { readInput } from "../../common/read-input.ts";
import { AtOrg, appNameOf, ClientHeaders } from "../../common/request-parts.ts";
import { type ManagedTarget, readInstanceSlug, readServiceSlug } from "../slug.ts";

/** What every route has that manages something of a service or of an instance. */
export const managing = {
  service: "legacy",
  scope: "handler",
  throws: problemCodes,
  headers: ClientHeaders,
} as const;

/** Names a service or an instance by its slug. */
export const AtLink = AtOrg.extend({ linkUid: z.string() });

/** What the client library calls a type of link: the path of its routes, and how it writes what is linked. */
export const linkTypes = [
  { path: "/orgs/{org}/services/{linkUid}", read: readServiceSlug, paramType: "services" },
  { path: "/orgs/{org}/instances/{linkUid}", read: readInstanceSlug, paramType: "instances" },
] as const;
export type LinkType = (typeof linkTypes)[number];

/** Reads the service or the instance of a path. Throws `malformed`, `not-found` for an impossible app, and `invalid`. */
export function linkedTarget({ read }: LinkType, linkUid: string): ManagedTarget {
  const { app, ...named } = read(linkUid);
  return readInput(Names, { app: appNameOf(app), ...named }, ["path"]);
}

const Names = DeployTarget.pick({ app: true, service: true, stage: true, region: true }).partial({
  stage: true,
  region: true,
});
