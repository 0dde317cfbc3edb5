import type {
  createAccessKeyFor,
  createProfileFor,
  getAppFor,
  getOrgFor,
  getOutputFor,
  Input,
  listAppsFor,
  listOutputsFor,
  listProfilesFor,
  Output,
  RequestContract,
  resolveForClient,
  saveAppFor,
  saveReportFor,
} from "@stagepass/contracts";

type Ask<C extends RequestContract> = (input: Input<C>) => Promise<Output<C>>;

/** The requests to other services, on behalf of whoever calls, that answering the existing clients needs. */
export interface Ports {
  readonly getOrg: Ask<typeof getOrgFor>;
  readonly getApp: Ask<typeof getAppFor>;
  readonly listApps: Ask<typeof listAppsFor>;
  readonly saveApp: Ask<typeof saveAppFor>;
  readonly listProfiles: Ask<typeof listProfilesFor>;
  readonly createProfile: Ask<typeof createProfileFor>;
  readonly createAccessKey: Ask<typeof createAccessKeyFor>;
  readonly resolveForClient: Ask<typeof resolveForClient>;
  readonly saveReport: Ask<typeof saveReportFor>;
  readonly getOutput: Ask<typeof getOutputFor>;
  readonly listOutputs: Ask<typeof listOutputsFor>;
  /** Logs a warning for the operator. The facts must hold no secret. */
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}
