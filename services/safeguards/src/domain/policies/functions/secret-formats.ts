/** Stands for a part of a text that only AWS knows. It may be a user's name in an address, but is no plain password. */
export const unknownPart = "\u0000";

interface SecretFormat {
  /** The name of the format for the message, with its article: `a Slack token`. */
  readonly name: string;
  /**
   * A piece of every such secret, in lower case. Only a text that contains it is searched, which makes the common
   * case cheap.
   */
  readonly contains: string;
  /** Must take linear time on any text: no repetition without a bound may begin at more than one position. */
  readonly pattern: RegExp;
  /** Whether the pattern must match later in the line than `contains` stands. It is then tried on lower case. */
  readonly later?: true;
}

/**
 * The formats of truffleHog's list of 2019, with today's forms from the rules of gitleaks, and the webhook secrets of
 * Stripe and of standardwebhooks.com. Where a vendor varies the length, a shorter beginning is enough.
 */
const formats: readonly SecretFormat[] = [
  { name: "an AWS access key", contains: "akia", pattern: /AKIA[A-Z0-9]{16}/ },
  { name: "a temporary AWS access key", contains: "asia", pattern: /ASIA[A-Z0-9]{16}/ },
  {
    name: "a private key",
    contains: "private key-----",
    pattern: /-----BEGIN (?:(?:RSA|OPENSSH|DSA|EC|ENCRYPTED|ANY) )?PRIVATE KEY-----/,
  },
  { name: "a PGP private key", contains: "-----begin pgp", pattern: /-----BEGIN PGP PRIVATE KEY BLOCK-----/ },
  { name: "a GitHub token", contains: "github_pat_", pattern: /github_pat_\w{82}/ },
  { name: "a GitHub token", contains: "gh", pattern: /gh[opsur]_[0-9A-Za-z]{36}/ },
  { name: "a GitLab token", contains: "glpat-", pattern: /glpat-[\w-]{20}/ },
  { name: "an npm token", contains: "npm_", pattern: /npm_[0-9A-Za-z]{36}/ },
  { name: "a Stripe key", contains: "k_live_", pattern: /[sr]k_live_[0-9A-Za-z]{10}/ },
  { name: "a webhook secret", contains: "whsec_", pattern: /whsec_[\w+/=-]{24}/ },
  { name: "an Anthropic key", contains: "sk-ant-", pattern: /\bsk-ant-[\w-]{32}/ },
  {
    name: "an OpenAI key",
    contains: "sk-",
    pattern: /\bsk-(?:proj|svcacct|admin)-[\w-]{32}|\bsk-[0-9A-Za-z]{20}T3BlbkFJ/,
  },
  { name: "a DigitalOcean token", contains: "_v1_", pattern: /do[opr]_v1_[0-9a-f]{64}/ },
  { name: "a SendGrid key", contains: "sg.", pattern: /\bSG\.[\w-]{20,24}\.[\w-]{39}/ },
  { name: "a Slack token", contains: "xox", pattern: /xox[abeoprs]-\d{1,14}-[0-9A-Za-z-]{10}/ },
  { name: "a Slack token", contains: "xox", pattern: /xox[ar]-[0-9A-Za-z]{8}/ },
  { name: "a Slack app token", contains: "xapp-", pattern: /xapp-\d-[0-9A-Za-z]{1,64}-\d{1,20}-[0-9A-Za-z]/ },
  {
    name: "a Slack webhook",
    contains: "hooks.slack.com",
    pattern: /https:\/\/hooks\.slack\.com\/services\/T\w{8,12}\/B\w{8,12}\/\w{24}/,
  },
  { name: "a Google API key", contains: "aiza", pattern: /AIza[\w-]{35}/ },
  {
    name: "a Google OAuth secret",
    contains: '"client_secret"',
    pattern: /"client_secret":\s{0,8}"[\w-]{24,64}"/,
  },
  {
    name: "a Google service account",
    contains: '"service_account"',
    pattern: /"type":\s{0,8}"service_account"/,
  },
  { name: "a Twilio key", contains: "sk", pattern: /SK[a-z0-9]{32}/ },
  { name: "a Facebook secret", contains: "facebook", pattern: /['"][0-9a-f]{32}['"]/, later: true },
  { name: "a Twitter secret", contains: "twitter", pattern: /['"][0-9a-z]{35,44}['"]/, later: true },
  { name: "a GitHub secret", contains: "github", pattern: /['"][0-9a-z]{35,40}['"]/, later: true },
  { name: "a secret", contains: "secret", pattern: /['"][0-9a-z]{32,45}['"]/, later: true },
  { name: "an API key", contains: "apikey", pattern: /['"][0-9a-z]{32,45}['"]/, later: true },
  { name: "an API key", contains: "api_key", pattern: /['"][0-9a-z]{32,45}['"]/, later: true },
  {
    name: "a Heroku API key",
    contains: "heroku",
    pattern: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
    later: true,
  },
  {
    name: "an address with a password",
    contains: "://",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the mark of an unknown part, which is no password
    pattern: /[a-zA-Z]:\/\/[^/\s:@]{0,128}:(?!\$\{)[^/\s:@\u0000]{3,128}@[^\s"']/,
  },
  {
    // With : or / in the password. A port before a path is none, and neither is a reference, which has braces.
    name: "an address with a password",
    contains: "://",
    pattern:
      // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
      /[a-zA-Z]:\/\/[^/\s:@[{]{0,128}:(?!\d{1,5}[/?#,;])[^\s"'@{\u0000]{3,128}@[^\s"']/,
  },
];

/** The kind of secret that a text looks like, such as `a Slack token`, if it looks like any. Linear in its length. */
export function secretFormatOf(text: string): string | undefined {
  const lower = text.toLowerCase();
  return formats.find((format) => lower.includes(format.contains) && matches(format, text, lower))?.name;
}

function matches({ contains, pattern, later }: SecretFormat, text: string, lower: string): boolean {
  if (later === undefined) return pattern.test(text);
  return lower.split("\n").some((line) => {
    const found = line.indexOf(contains);
    return found !== -1 && pattern.test(line.slice(found + contains.length));
  });
}
