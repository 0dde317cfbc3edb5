import type { Resource } from "../resources.ts";
import { certain } from "../values/certain.ts";
import { isKnownRecord, member, type Place } from "../values/place.ts";
import { referenceText } from "../values/reference-text.ts";

/** What of a bucket is closed to requests without TLS. */
export interface HttpDenial {
  readonly objects: boolean;
  readonly bucket: boolean;
}

/**
 * Reads what the bucket policies of a template deny to requests without TLS, and answers for each bucket. What may not
 * be denied, since it depends on a condition or on a value that only AWS knows, is not.
 */
export function readHttpDenials(resources: readonly Resource[]): (bucket: Resource) => HttpDenial {
  // By bucket, so that the time stays linear in a template of thousands of buckets.
  const denials = new Map<string, Set<string>>();
  for (const policy of resources) {
    if (policy.type !== "AWS::S3::BucketPolicy") continue;
    const [bucket, ...others] = certain(member(properties(policy), "Bucket"), text);
    if (bucket === undefined || others.length > 0) continue;
    const key = keyOf(bucket, policy.body["Condition"]);
    const denied = certain(member(properties(policy), "PolicyDocument"), (document) =>
      certain(member(document, "Statement"), deniedBy),
    );
    const before = denials.get(key);
    if (before === undefined) denials.set(key, new Set(denied));
    else for (const resource of denied) before.add(resource);
  }
  return (bucket) => {
    const names = [`\${${bucket.logicalId}}`, ...certain(member(properties(bucket), "BucketName"), text)];
    const conditions = new Set([undefined, bucket.body["Condition"]]);
    const keys = names.flatMap((name) => [...conditions].map((condition) => keyOf(name, condition)));
    const isDenied = (arn: string) => keys.some((key) => denials.get(key)?.has(arn) === true);
    const arns = [`\${${bucket.logicalId}.Arn}`, ...names.map((name) => `s3:::${name}`)];
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

function properties({ logicalId, body }: Resource): Place {
  return member({ value: body, keys: ["Resources", logicalId] }, "Properties");
}

type Reader = (place: Place) => Iterable<string>;

/** The resources of a statement that denies everything on them to everyone who comes without TLS. */
function deniedBy(statement: Place): readonly string[] {
  const is = (key: string, wanted: readonly string[], values: Reader = text) =>
    [...certain(member(statement, key), values)].some((value) => wanted.includes(value));
  const denies =
    is("Effect", ["Deny"]) &&
    is("Action", ["*", "s3:*", "S3:*"]) &&
    is("Principal", ["*"], principals) &&
    is("Condition", ["false"], secureTransport);
  return denies ? [...certain(member(statement, "Resource"), text)].map(withoutPartition) : [];
}

function principals(principal: Place): Iterable<string> {
  return isKnownRecord(principal.value) ? certain(member(principal, "AWS"), text) : text(principal);
}

/** The values demanded of aws:SecureTransport, where nothing else is demanded. */
function secureTransport(condition: Place): Iterable<string> {
  const demanded: Reader = (operator) =>
    onlyMember(operator, "aws:SecureTransport", (value) => certain(value, text));
  // The second one denies as much, and requests that say nothing of their transport besides.
  return [...onlyMember(condition, "Bool", demanded), ...onlyMember(condition, "BoolIfExists", demanded)];
}

/** IAM does not respect the case of a condition's key. */
function onlyMember(place: Place, name: string, values: Reader): Iterable<string> {
  if (!isKnownRecord(place.value)) return [];
  const [key, ...others] = Object.keys(place.value);
  if (key?.toLowerCase() !== name.toLowerCase() || others.length > 0) return [];
  return certain(member(place, key), values);
}

/** An ARN without its `arn:` and its partition, which a template gives as it likes: `arn:${AWS::Partition}:s3:::…`. */
function withoutPartition(arn: string): string {
  return arn.replace(/^arn:(?:aws[a-z-]*|\*|\$\{[^}]*\}):(?=s3:)/, "");
}

function text({ value }: Place): readonly string[] {
  const found = referenceText(value);
  return found === undefined ? [] : [found];
}
