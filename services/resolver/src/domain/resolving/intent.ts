import type {
  KnownTarget,
  ParameterOrigin,
  Plan,
  Principal,
  ResolveInput,
  SafeguardResult,
  Verdict,
} from "@stagepass/contracts";

/** An evaluated deploy, which is recorded before anything is opened or issued for it. */
export interface Intent {
  readonly id: string;
  readonly target: KnownTarget;
  readonly purpose: ResolveInput["purpose"];
  readonly profile: Plan["profile"];
  readonly provider: Plan["provider"];
  readonly verdict: Verdict;
  readonly safeguards: readonly SafeguardResult[];
  readonly parameterKeys: readonly string[];
  /** Where each parameter comes from, or null where all come from the profile. */
  readonly parameterOrigins: readonly ParameterOrigin[] | null;
  readonly roleArn: string | null;
  readonly frameworkVersion: string | null;
  readonly client: ResolveInput["client"] | null;
  readonly declarationDigest: string | null;
  readonly templateDigest: string | null;
  /** Whether the caller said that the template has no resources on purpose. */
  readonly emptyTemplate: boolean;
  readonly requestedBy: Principal["keyId"];
}
