import type { ProfilePatch, Violation } from "@stagepass/contracts";
import type { Change } from "./changes.ts";

/** A broken rule of the profile, and where it stands on the page. */
export interface PlacedViolation {
  readonly tab: Change["tab"];
  /** The key of the parameter or the name of the safeguard. */
  readonly what: string | undefined;
  /** The field in it, as a JSON path without `$.`; empty for all of it. */
  readonly field: string;
  readonly message: string;
}

const tabs: Readonly<Record<string, Change["tab"]>> = {
  description: "description",
  accessRole: "access-role",
  parameters: "parameters",
  safeguards: "safeguards",
  clients: "clients",
};

/** Finds for each violation of a save the tab, the thing and the field that it is about. Others are left out. */
export function placeViolations(violations: readonly Violation[], sent: ProfilePatch): PlacedViolation[] {
  return violations.flatMap(({ path, message }) => {
    const { part = "", index, field = "" } = placePattern.exec(path)?.groups ?? {};
    const tab = tabs[part];
    if (tab === undefined) return [];
    const at = index === undefined ? undefined : Number(index);
    return [{ tab, what: nameAt(part, at, sent), field: field.replace(/^\./, ""), message }];
  });
}

const placePattern = /^\$\.(?<part>\w+)(?:\[(?<index>\d+)\])?(?<field>.*)$/;

function nameAt(part: string, at: number | undefined, sent: ProfilePatch): string | undefined {
  if (at === undefined) return undefined;
  return part === "parameters" ? sent.parameters?.[at]?.key : sent.safeguards?.[at]?.name;
}
