import type {
  createAccessKeyFor,
  createProfileFor,
  getAppFor,
  getOrgFor,
  Input,
  listAppsFor,
  listProfilesFor,
  Output,
  RequestContract,
  saveAppFor,
} from "@stagepass/contracts";
import type { OutputPorts } from "../domain/records/outputs.ts";
import type { ReportPorts } from "../domain/records/ports.ts";
import type { Ports } from "../domain/resolving/ports.ts";

type Ask<C extends RequestContract> = (input: Input<C>) => Promise<Output<C>>;

/** What the wire of the existing clients needs: the domain's own ports, and to ask on behalf of whoever calls. */
export interface LegacyPorts extends Ports, ReportPorts, OutputPorts {
  readonly getOrg: Ask<typeof getOrgFor>;
  readonly getApp: Ask<typeof getAppFor>;
  readonly listApps: Ask<typeof listAppsFor>;
  readonly saveApp: Ask<typeof saveAppFor>;
  readonly listProfiles: Ask<typeof listProfilesFor>;
  readonly createProfile: Ask<typeof createProfileFor>;
  readonly createAccessKey: Ask<typeof createAccessKeyFor>;
  /** Tells the operator of something that works, and that somebody should look at. Without secrets. */
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}
