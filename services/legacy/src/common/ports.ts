import type {
  createAccessKeyFor,
  createProfileFor,
  deleteProviderFor,
  deleteTargetParameterFor,
  getAppFor,
  getOrgFor,
  getOutputFor,
  getProviderFor,
  getTargetFor,
  Input,
  linkProviderFor,
  listAppsFor,
  listDeploymentsFor,
  listOutputsFor,
  listProfilesFor,
  listProvidersFor,
  Output,
  RequestContract,
  resolveForClient,
  saveAppFor,
  saveProviderFor,
  saveReportFor,
  saveTargetParameterFor,
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
  readonly listProviders: Ask<typeof listProvidersFor>;
  readonly getProvider: Ask<typeof getProviderFor>;
  readonly saveProvider: Ask<typeof saveProviderFor>;
  readonly deleteProvider: Ask<typeof deleteProviderFor>;
  readonly getTarget: Ask<typeof getTargetFor>;
  readonly linkProvider: Ask<typeof linkProviderFor>;
  readonly saveTargetParameter: Ask<typeof saveTargetParameterFor>;
  readonly deleteTargetParameter: Ask<typeof deleteTargetParameterFor>;
  readonly createAccessKey: Ask<typeof createAccessKeyFor>;
  readonly resolveForClient: Ask<typeof resolveForClient>;
  readonly saveReport: Ask<typeof saveReportFor>;
  readonly getOutput: Ask<typeof getOutputFor>;
  readonly listDeployments: Ask<typeof listDeploymentsFor>;
  readonly listOutputs: Ask<typeof listOutputsFor>;
  /** Logs a warning for the operator. The facts must hold no secret. */
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}
