import type { AccessRole, ProfileClients, Safeguard } from "@stagepass/contracts";

/** The content of a version that a plan needs, without parameter values. It never changes. */
export interface VersionContent {
  readonly accessRole: AccessRole | null;
  readonly parameterKeys: string[];
  /** Those of the keys whose values are references into AWS. */
  readonly referenceKeys: readonly string[];
  readonly safeguards: Safeguard[];
  readonly clients: ProfileClients;
}
