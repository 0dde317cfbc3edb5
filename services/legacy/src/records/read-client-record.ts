import {
  type ClientSafeguardResult,
  type DeployTarget,
  invalid,
  invalidInput,
  maxBodyBytes,
  type ReportInput,
  safeParse,
} from "@stagepass/contracts";
import { z } from "zod";

/** How many of each a record may hold. CloudFormation's own limits on a stack are lower. */
const most = { functions: 1_000, subscriptions: 10_000, outputs: 1_000, safeguards: 500, keys: 1_000 };

const text = (maxLength: number) => z.string().max(maxLength, `must have at most ${maxLength} characters`);
const maybe = (maxLength: number) => text(maxLength).nullish().transform(toNull);
const anything = z.unknown().optional().transform(toNull);
const facts = z.record(z.string(), z.unknown());

function toNull<T>(value: T | undefined | null): T | null {
  return value ?? null;
}

function entries(limit: number) {
  return facts.refine((all) => Object.keys(all).length <= limit, `must have at most ${limit} entries`);
}

function list<T extends z.ZodType>(item: T, limit: number) {
  return z.array(item).max(limit, `must have at most ${limit} items`);
}

/** Translates a result of a safeguard. The clients send `approved` and `failed` as two fields. */
const ClientSafeguard = z
  .object({
    approved: z.boolean().nullish(),
    failed: z.boolean().nullish(),
    message: maybe(65_536),
    policy: z.object({
      title: maybe(1_024),
      description: maybe(4_096),
      safeguardName: text(256),
      safeguardConfig: anything,
      enforcementLevel: text(64),
    }),
  })
  .transform(({ approved, failed, message, policy }): ClientSafeguardResult => {
    const isClear = (approved === true) !== (failed === true);
    const violated = policy.enforcementLevel === "error" ? "failed" : "warned";
    return {
      name: policy.title ?? policy.safeguardName,
      description: policy.description,
      safeguard: policy.safeguardName,
      enforcementLevel: policy.enforcementLevel,
      outcome: isClear ? (approved === true ? "passed" : violated) : "unclear",
      message,
      settings: policy.safeguardConfig,
    };
  });

/** Removes the password from the URL of the repository's remote. */
const Vcs = facts.transform(({ originUrl, ...rest }) => {
  if (typeof originUrl !== "string") return rest;
  return { ...rest, originUrl: originUrl.replace(/\/\/[^/@\s]*@/, "//") };
});

const Deployment = z.object({
  archived: z.literal(false).nullish(),
  deploymentUid: z.uuid("must be the UUID that the client made for this deployment"),
  status: z.enum(["success", "error"]),
  versionFramework: text(128),
  versionEnterprisePlugin: maybe(128),
  versionSDK: maybe(128),
  error: facts.nullish().transform(toNull),
  functions: entries(most.functions),
  subscriptions: list(z.unknown(), most.subscriptions),
  outputs: entries(most.outputs),
  secrets: list(text(256), most.keys).nullish(),
  safeguards: list(ClientSafeguard, most.safeguards).nullish(),
  vcs: Vcs.nullish().transform(toNull),
  buildId: maybe(1_024),
  provider: facts.nullish().transform(toNull),
  resources: anything,
  layers: anything,
  plugins: anything,
  custom: anything,
  logIngestMode: maybe(64),
  serverlessFile: maybe(maxBodyBytes),
  serverlessFileName: maybe(4_096),
});

/** The record of a removal, in which most fields are missing. */
const Removal = Deployment.extend({
  archived: z.literal(true),
  deploymentUid: Deployment.shape.deploymentUid.nullish(),
  functions: Deployment.shape.functions.nullish(),
  subscriptions: Deployment.shape.subscriptions.nullish(),
  outputs: Deployment.shape.outputs.nullish(),
});

/** The fields in which a record may repeat the names of its path. */
const names = {
  tenantName: "org",
  appName: "app",
  stageName: "stage",
  serviceName: "service",
  regionName: "region",
} as const satisfies Record<string, keyof DeployTarget>;

/**
 * Translates a client's record of a deployment or a removal into a report. It keeps the fields that the clients are known
 * to send and drops all others. Throws `invalid`, also for a field that is too large, which is never cut, and for a
 * record that names another target.
 */
export function readClientRecord(target: DeployTarget, body: unknown): ReportInput {
  const isRemoval = typeof body === "object" && body !== null && Reflect.get(body, "archived") === true;
  const { success, data, error } = safeParse<typeof Removal | typeof Deployment>(
    isRemoval ? Removal : Deployment,
    body,
  );
  if (!success) throw invalid(error);
  assertSameTarget(target, Object(body));
  const { status, deploymentUid, versionFramework, versionEnterprisePlugin, versionSDK, ...rest } = data;
  const { archived, functions, subscriptions, outputs, secrets, safeguards, ...details } = rest;
  return {
    deploymentUid: deploymentUid ?? null,
    status,
    archived: archived ?? false,
    versions: { framework: versionFramework, plugin: versionEnterprisePlugin, sdk: versionSDK },
    outputs: outputs ?? {},
    details: {
      ...details,
      functions: functions ?? {},
      subscriptions: subscriptions ?? [],
      parameterKeys: secrets ?? [],
      clientSafeguards: safeguards ?? [],
    },
  };
}

function assertSameTarget(target: DeployTarget, body: object): void {
  const errors = Object.entries(names).flatMap(([field, part]) => {
    const named: unknown = Reflect.get(body, field);
    if (named === undefined || named === null || named === target[part]) return [];
    return [
      { path: `$.${field}`, message: `must be the ${part} of the path; publish the record where it belongs` },
    ];
  });
  if (errors.length > 0) throw invalidInput(errors);
}
