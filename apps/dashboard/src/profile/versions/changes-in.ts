import type { VersionChanges } from "@stagepass/contracts";
import type { Change } from "../draft/changes.ts";

const words = {
  description: { tab: "description", what: "the description" },
  accessRole: { tab: "access-role", what: "the access role" },
  clients: { tab: "clients", what: "what existing clients receive" },
} as const;

/** What a version changed, as the page shows changes that are not saved yet. */
export function changesIn({ fields, parameters, safeguards }: VersionChanges): Change[] {
  const isReordered = fields.includes("safeguards") && safeguards.length === 0;
  return [
    ...fields.flatMap((field): Change[] =>
      field === "parameters" || field === "safeguards" ? [] : [{ ...words[field], kind: "changed" }],
    ),
    ...parameters.map(({ key, change }): Change => ({ tab: "parameters", kind: change, what: key })),
    ...safeguards.map(({ name, change }): Change => ({ tab: "safeguards", kind: change, what: name })),
    ...(isReordered
      ? [{ tab: "safeguards", kind: "changed", what: "the order of the safeguards" } as const]
      : []),
  ];
}
