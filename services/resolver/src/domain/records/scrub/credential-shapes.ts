/**
 * Credentials that are recognized by their format, whoever issued them: Stagepass does not store those that it issued. An
 * AWS secret access key has no format of its own, and is useless without its session token.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "AWS access key id"],
  // The first characters of the session tokens of AWS STS.
  [/\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=]{80,}/g, "AWS session token"],
  [/(?<![\w-])sp_[\w-]{43}(?![\w-])/g, "Stagepass access key"],
];

/** The length of the shortest credential: an AWS access key id. */
const shortest = 20;

/** Replaces everything in a text that has the format of a credential by the name of that format. */
export function withoutCredentials(text: string): string {
  if (text.length < shortest) return text;
  return shapes.reduce((rest, [shape, words]) => rest.replace(shape, `[${words}]`), text);
}

/** Names the format of the first credential in a text; undefined where there is none. */
export function findCredential(text: string): string | undefined {
  return text.length < shortest ? undefined : shapes.find(([shape]) => text.search(shape) >= 0)?.[1];
}

/** Whether a field has the name of a secret part of AWS credentials, in any spelling. */
export function namesCredential(field: string): boolean {
  return (
    field.length >= 12 &&
    /^(aws)?(secretaccesskey|sessiontoken|securitytoken)$/i.test(field.replaceAll(/[_-]/g, ""))
  );
}
