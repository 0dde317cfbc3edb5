import type { RouteContract } from "../define/define-route.ts";
import type { PrincipalRole } from "../values/principal.ts";
import { nameOf, routes } from "./catalogue.ts";

/** The names of the endpoints that a role may call, in the order of the catalogue. */
export function operationsOf(role: PrincipalRole): string[] {
  return routes.filter((route) => isAllowed(route, role)).map(nameOf);
}

function isAllowed({ allow }: RouteContract, role: PrincipalRole): boolean {
  return allow === "anyone" || allow.includes(role);
}
