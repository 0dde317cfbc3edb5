/**
 * Credentials that are known by their look, whoever issued them: nobody remembers those that were given to a deploy.
 * An AWS secret access key has no look of its own, and is worth nothing without the session token beside it.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "AWS access key id"],
  // What the session tokens of AWS STS begin with.
  [/\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=]{80,}/g, "AWS session token"],
  [/(?<![\w-])sp_[\w-]{43}(?![\w-])/g, "Stagepass access key"],
];

/** The length of the shortest credential: an AWS access key id. */
const shortest = 20;

/** A text in which everything that looks like a credential is replaced by what it looks like. */
export function withoutCredentials(text: string): string {
  if (text.length < shortest) return text;
  return shapes.reduce((rest, [shape, words]) => rest.replace(shape, `[${words}]`), text);
}

/** What of a text looks like a credential, in words; undefined where nothing does. */
export function findCredential(text: string): string | undefined {
  return text.length < shortest ? undefined : shapes.find(([shape]) => text.search(shape) >= 0)?.[1];
}

/** Whether a field is named as the secret half of AWS credentials is, in any spelling. */
export function namesCredential(field: string): boolean {
  return (
    field.length >= 12 &&
    /^(aws)?(secretaccesskey|sessiontoken|securitytoken)$/i.test(field.replaceAll(/[_-]/g, ""))
  );
}
