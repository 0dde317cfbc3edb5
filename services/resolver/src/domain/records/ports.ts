import type {
  DeploymentId,
  DeployTarget,
  evaluate,
  Input,
  Output,
  open,
  plan,
  ReportInput,
  SafeguardRecheck,
} from "@stagepass/contracts";
import type { z } from "zod";
import type { CheckedOutputs } from "./checked-outputs.ts";

type Id = z.infer<typeof DeploymentId>;

/** A version of a profile. */
export interface ProfileVersion {
  readonly name: string;
  readonly version: number;
}

/** The resolution that a report belongs to. */
export interface PrecedingResolution {
  readonly deploymentId: Id;
  /** It is null for a deploy without a profile. */
  readonly profile: ProfileVersion | null;
  /** ISO 8601, in UTC. */
  readonly requestedAt: string;
}

/** A report that was kept before under the same id of the client. */
export interface KeptReport {
  readonly deploymentId: Id;
  readonly digest: string;
  /** The versions whose values were removed from it. */
  readonly scrubbedWith: readonly ProfileVersion[];
}

/** A client's report without the values that must not be kept. */
export type ScrubbedRecord = Omit<ReportInput, "outputs"> & CheckedOutputs;

/** A scrubbed report that is to be stored. */
export interface NewReport {
  readonly deploymentId: Id;
  readonly target: DeployTarget;
  readonly reportedBy: string;
  /** Whether the report belongs to a resolution that is on record. */
  readonly isPreceded: boolean;
  /** Whether it reports a success after a block, without a resolution that it could belong to. */
  readonly isAfterBlock: boolean;
  /** The blocked deployment, if the last answer before the report was a block. */
  readonly blockedDeploymentId: Id | null;
  readonly record: ScrubbedRecord;
  readonly serverSafeguards: SafeguardRecheck;
  readonly digest: string;
  readonly scrubbedWith: readonly ProfileVersion[];
}

/** The ports that keeping reports needs. */
export interface ReportPorts {
  plan(input: Input<typeof plan>): Promise<Output<typeof plan>>;
  open(input: Input<typeof open>): Promise<Output<typeof open>>;
  evaluate(input: Input<typeof evaluate>): Promise<Output<typeof evaluate>>;
  newDeploymentId(): Id;
  /** SHA-256 in hexadecimal. */
  digest(text: string): string;
  findKeptReport(target: DeployTarget, deploymentUid: string): Promise<KeptReport | undefined>;
  /** The newest resolution that this key got for the target within the last hours and nothing was reported of. */
  findPrecedingResolution(
    keyId: string,
    target: DeployTarget,
    withinHours: number,
  ): Promise<PrecedingResolution | undefined>;
  /**
   * The newest resolution that this key got to deploy to the target, that can still be in use: nothing was reported of it
   * or of a newer one, and its credentials have not run out.
   */
  findUsableResolution(
    keyId: string,
    target: DeployTarget,
    withinHours: number,
  ): Promise<PrecedingResolution | undefined>;
  /** The block, where the last answer within the last hours was one to this key when it asked to deploy to the target. */
  findLastBlock(keyId: string, target: DeployTarget, withinHours: number): Promise<Id | undefined>;
  /** The versions with parameters that this key was given for the target within the last hours. */
  listGivenVersions(
    keyId: string,
    target: DeployTarget,
    withinHours: number,
  ): Promise<readonly ProfileVersion[]>;
  /** Commits a report with its announcement. False when its resolution or its id of the client's was taken meanwhile. */
  keepReport(report: NewReport): Promise<boolean>;
  /** Lets other requests be handled. */
  pause(): Promise<unknown>;
}
