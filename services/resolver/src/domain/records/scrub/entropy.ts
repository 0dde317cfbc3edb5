/**
 * What a value must have to count as a secret by itself: a little more than the ten lower-case letters and digits by
 * which AWS names an API, since the address of one is no secret.
 */
const leastBits = 52;

/** What stands between two of the characters that words and numbers are parted by. */
const runs = /[A-Za-z0-9!$%*+^`~]+/g;

/** Words and numbers as people write them: `orders`, `PROD`, `restApiId2`, `2xlarge`, `222222222222`. */
const written =
  /^(?:\d{1,4}(?=[A-Za-z]))?[a-z]{0,24}(?:[A-Z]{1,24}[a-z]{2,24}|[A-Z][a-z](?=[A-Z]{1,24}[a-z]{2}|\d|$))*[A-Z]{0,24}\d{0,15}$/;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
const resourceIds = /\b[a-z]{1,16}-(?:[0-9a-f]{8}|[0-9a-f]{17})\b/g;

/**
 * The host names that AWS gives out, such as `d111111abcdef8.cloudfront.net`: everybody who uses one sees it. Only at the
 * beginning of a value or an address, so that nothing of a user or a password is taken for one.
 */
const awsHosts =
  /(?<=^|:\/\/)(?:[a-z0-9-]{1,63}\.){1,8}(?:cloudfront\.net|amazonaws\.com(?:\.cn)?)(?=[:/?#]|$)/gi;

/**
 * Whether a value is a secret by its entropy: what of it is no written word or number is worth at least 52 bits. So are
 * 13 hexadecimal digits, 11 lower-case letters and digits, 9 letters of both cases and digits, 8 with symbols among
 * them. A text of words is none, however long, and neither are the ids and host names of resources in AWS. Linear in its
 * length.
 */
export function isHighEntropy(value: string): boolean {
  const guessable = value.replace(awsHosts, " ").replace(resourceIds, " ");
  const bits = [...guessable.matchAll(runs)]
    .filter(([run]) => !written.test(run))
    .reduce((sum, [run]) => sum + run.length * bitsPerCharacter(run), 0);
  return bits >= leastBits;
}

/** How much a character says that could have been any of the kinds that stand in the run. */
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
