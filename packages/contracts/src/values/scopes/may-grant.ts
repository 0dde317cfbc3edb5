import { Problem } from "../../problems/problem.ts";
import { isLimited, type KeyRole, type Principal } from "../principal.ts";
import { includesRole } from "../rights/roles.ts";

/**
 * Throws `forbidden` unless somebody may give a role to others: nobody grants more than they have, and whoever is limited
 * to a part of the organization grants nothing. The operator may, since it makes the first keys of an organization.
 */
export function assertMayGrant(principal: Principal, role: KeyRole): void {
  if (principal.role === "operator") return;
  if (!includesRole(principal.role, role)) {
    throw new Problem(
      "forbidden",
      `Nobody grants more than they have: the role ${role} may do what this key's role ${principal.role} may not.`,
    );
  }
  if (!isLimited(principal)) return;
  throw new Problem(
    "forbidden",
    "This key is limited to a part of its organization, and grants nothing to others. Ask an admin to do it.",
  );
}
