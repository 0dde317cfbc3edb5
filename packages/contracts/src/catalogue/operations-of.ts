import { needsWholeOrg, type RouteContract } from "../define/define-route.ts";
import { isLimited, type Principal } from "../values/principal.ts";
import { may, type Role, rolesThatMay } from "../values/rights/roles.ts";
import { nameOf, routes } from "./catalogue.ts";

/** The names of the endpoints that a caller may call for something, in the order of the catalogue. */
export function operationsOf(caller: Principal): string[] {
  const within = isLimited(caller) ? routes.filter((route) => !needsWholeOrg(route)) : routes;
  return within.filter(({ action }) => action === "public" || may(caller.role, action)).map(nameOf);
}

/** Who may call an endpoint: anyone, or the holders of a key with one of these roles. */
export function allowedBy({ action }: RouteContract): "anyone" | Role[] {
  return action === "public" ? "anyone" : rolesThatMay(action);
}
