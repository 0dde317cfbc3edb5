import { type Resource, valueOfResource } from "../resources.ts";
import type { Present, Value } from "../values/outcome.ts";
import { spelledOut } from "../values/outcome-text.ts";
import { piecesOf, spelledReference } from "../values/substitution.ts";

/** Which parts of a bucket are closed to requests without TLS. */
export interface HttpDenial {
  readonly objects: boolean;
  readonly bucket: boolean;
}

/**
 * Reads the bucket policies of a template, and answers for each bucket what they deny to requests without TLS. A
 * denial that depends on a condition, or on a value that only AWS knows, does not count.
 */
export function readHttpDenials(resources: readonly Resource[]): (bucket: Resource) => HttpDenial {
  // By bucket, so that the time stays linear in a template of thousands of buckets.
  const denials = new Map<string, Set<string>>();
  for (const policy of resources) {
    if (policy.type !== "AWS::S3::BucketPolicy") continue;
    const properties = valueOfResource(policy).at("Properties");
    const [bucket, ...others] = properties.at("Bucket").guaranteed();
    if (bucket === undefined || others.length > 0) continue;
    const key = keyOf(bucket, policy.body["Condition"]);
    const denied = properties.at("PolicyDocument", "Statement").guaranteed(deniedBy);
    const before = denials.get(key);
    if (before === undefined) denials.set(key, new Set(denied));
    else for (const resource of denied) before.add(resource);
  }
  return (bucket) => {
    const { logicalId } = bucket;
    const bucketName = valueOfResource(bucket).at("Properties", "BucketName");
    const names = [spelledReference(logicalId), ...bucketName.guaranteed()];
    const conditions = new Set([undefined, bucket.body["Condition"]]);
    const keys = names.flatMap((name) => [...conditions].map((condition) => keyOf(name, condition)));
    const isDenied = (arn: string) => keys.some((key) => denials.get(key)?.has(arn) === true);
    const arns = [spelledReference(`${logicalId}.Arn`), ...names.map((name) => `s3:::${name}`)];
    return {
      objects: ["*", "s3:::*", "s3:::*/*", ...arns.flatMap((arn) => [`${arn}/*`, `${arn}*`])].some(isDenied),
      bucket: ["*", "s3:::*", ...arns.flatMap((arn) => [arn, `${arn}*`])].some(isDenied),
    };
  };
}

/** A policy that is created under another condition than its bucket does not protect it always. */
function keyOf(bucket: string, condition: unknown): string {
  return JSON.stringify([bucket, condition]);
}

/** The resources of a statement that denies everything on them to everyone who comes without TLS. */
function deniedBy(statement: Present): readonly string[] {
  if (statement.kind !== "record") return [];
  const has = (values: ReadonlySet<string>, wanted: readonly string[]) =>
    wanted.some((one) => values.has(one));
  const denies =
    has(statement.at("Effect").guaranteed(), ["Deny"]) &&
    has(statement.at("Action").guaranteed(), ["*", "s3:*", "S3:*"]) &&
    has(statement.at("Principal").guaranteed(principals), ["*"]) &&
    has(statement.at("Condition").guaranteed(secureTransport), ["false"]);
  return denies ? [...statement.at("Resource").guaranteed()].map(withoutPartition) : [];
}

function principals(principal: Present): Iterable<string> {
  if (principal.kind === "record") return principal.at("AWS").guaranteed();
  const text = spelledOut(principal);
  return text === undefined ? [] : [text];
}

/** The values demanded of aws:SecureTransport, where nothing else is demanded. */
function secureTransport(condition: Present): Iterable<string> {
  const demanded = (operator: Present) => onlyMember(operator, "aws:SecureTransport")?.guaranteed() ?? [];
  // The second one also denies requests that do not say how they are transported.
  return ["Bool", "BoolIfExists"].flatMap((operator) => [
    ...(onlyMember(condition, operator)?.guaranteed(demanded) ?? []),
  ]);
}

/** IAM does not respect the case of a condition's key. */
function onlyMember(outcome: Present, name: string): Value | undefined {
  if (outcome.kind !== "record") return undefined;
  const [key, ...others] = outcome.names;
  return key?.toLowerCase() === name.toLowerCase() && others.length === 0 ? outcome.at(key) : undefined;
}

/**
 * An ARN without `arn:` and its partition, which templates write in different ways: `arn:${AWS::Partition}:s3:::…`.
 */
function withoutPartition(arn: string): string {
  const [start, partition, end] = piecesOf(arn);
  const isArn = start !== undefined && "literal" in start && start.literal === "arn:";
  const isOfS3 = end !== undefined && "literal" in end && end.literal.startsWith(":s3:");
  if (isArn && isOfS3 && partition !== undefined && "name" in partition) {
    return arn.slice(`arn:${spelledReference(partition.name)}:`.length);
  }
  return arn.replace(/^arn:(?:aws[a-z-]*|\*):(?=s3:)/, "");
}
