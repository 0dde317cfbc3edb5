/**
 * A value with at least so many bits counts as a secret by itself. That is a little more than the ten lower-case letters and
 * digits in the host name of an API at AWS, which is no secret.
 */
const leastBits = 52;

/** The runs of characters between separators of words and numbers. */
const runs = /[A-Za-z0-9!$%*+^`~]+/g;

/** Words and numbers as people write them: `orders`, `PROD`, `restApiId2`, `2xlarge`, `222222222222`. */
const written =
  /^(?:\d{1,4}(?=[A-Za-z]))?[a-z]{0,24}(?:[A-Z]{1,24}[a-z]{2,24}|[A-Z][a-z](?=[A-Z]{1,24}[a-z]{2}|\d|$))*[A-Z]{0,24}\d{0,15}$/;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const resourceIds = /\b[a-z]{1,16}-(?:[0-9a-f]{8}|[0-9a-f]{17})\b/g;

/**
 * Host names that AWS assigns, such as `d111111abcdef8.cloudfront.net`: whoever uses one sees it. They count only at the
 * beginning of a value or a URL, so that no part of a user or a password is taken for one.
 */
const awsHosts =
  /(?<=^|:\/\/)(?:[a-z0-9-]{1,63}\.){1,8}(?:cloudfront\.net|amazonaws\.com(?:\.cn)?)(?=[:/?#]|$)/gi;

/**
 * Whether a value is a secret by its entropy: it has at least 52 bits beside words and numbers. So many have 13 random
 * hexadecimal digits, 11 lower-case letters and digits, 9 letters of both cases and digits, or 8 characters with symbols.
 * Words do not count, however many, and neither do the ids and host names of resources in AWS. The time is linear in the
 * length.
 */
export function isHighEntropy(value: string): boolean {
  const guessable = value.replace(awsHosts, " ").replace(resourceIds, " ");
  const bits = [...guessable.matchAll(runs)]
    .filter(([run]) => !written.test(run))
    .reduce((sum, [run]) => sum + run.length * bitsPerCharacter(run), 0);
  return bits >= leastBits;
}

/** The bits of a character that could be of any kind that occurs in the run. */
function bitsPerCharacter(run: string): number {
  if (/^\d+$/.test(run)) return Math.log2(10);
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(run)) return Math.log2(16);
  const kinds: readonly (readonly [RegExp, number])[] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^A-Za-z0-9]/, 32],
  ];
  return Math.log2(kinds.reduce((size, [kind, count]) => size + (kind.test(run) ? count : 0), 0));
}
