// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { processorMs } from "../../../../../../test/support/processor-time.ts";
import { secretFormatOf, unknownPart } from "./secret-formats.ts";

// Each secret is put together here, so that no scanner takes this file for a leak.
const a = (length: number) => "aB3dE6gH9j".repeat(10).slice(0, length);
const upper = (length: number) => a(length).toUpperCase();
const hex = (length: number) => "0a1b2c3d4e5f".repeat(10).slice(0, length);
const digits = (length: number) => "1234567890123".slice(0, length);
const pem = (kind: string) => `-----BEGIN ${kind}-----\nMIIE`;
const uuid = [hex(8), hex(4), hex(4), hex(4), hex(12)].join("-").toUpperCase();

const secrets: [format: string, text: string][] = [
  ["an AWS access key", `AKIA${upper(16)}`],
  ["a temporary AWS access key", `ASIA${upper(16)}`],
  ["a private key", pem("RSA PRIVATE KEY")],
  ["a private key", pem("OPENSSH PRIVATE KEY")],
  ["a private key", pem("DSA PRIVATE KEY")],
  ["a private key", pem("EC PRIVATE KEY")],
  ["a private key", pem("PRIVATE KEY")],
  ["a private key", pem("ENCRYPTED PRIVATE KEY")],
  ["a private key", pem("ANY PRIVATE KEY")],
  ["a PGP private key", pem("PGP PRIVATE KEY BLOCK")],
  ["a GitHub token", `github_pat_${a(22)}_${a(59)}`],
  ...["ghp", "gho", "ghu", "ghs", "ghr"].map((kind): [string, string] => [
    "a GitHub token",
    `${kind}_${a(36)}`,
  ]),
  ["a GitLab token", `glpat-${a(20)}`],
  ["an npm token", `npm_${a(36)}`],
  ["a Stripe key", `sk_live_${a(24)}`],
  ["a Stripe key", `rk_live_${a(24)}`],
  ...["b", "p", "o", "a"].map((kind): [string, string] => [
    "a Slack token",
    `xox${kind}-${digits(12)}-${digits(12)}-${digits(12)}-${hex(32)}`,
  ]),
  ["a webhook secret", `whsec_${a(32)}`],
  ["a webhook secret", `whsec_${a(20)}+/${a(20)}=`],
  ["an Anthropic key", `sk-ant-api03-${a(46)}_${a(46)}AA`],
  ["an Anthropic key", `sk-ant-admin01-${a(93)}AA`],
  ["an Anthropic key", `sk-ant-oat01-${a(80)}`],
  ...["proj", "svcacct", "admin"].map((kind): [string, string] => [
    "an OpenAI key",
    `sk-${kind}-${a(74)}T3BlbkFJ${a(74)}`,
  ]),
  ["an OpenAI key", `sk-${a(20)}T3BlbkFJ${a(20)}`],
  ...["dop", "doo", "dor"].map((kind): [string, string] => ["a DigitalOcean token", `${kind}_v1_${hex(64)}`]),
  ["a SendGrid key", `SG.${a(22)}.${a(20)}_-${a(21)}`],
  ["a Slack token", `xoxb-${digits(12)}-${digits(13)}-${a(24)}`],
  ["a Slack token", `xoxe.xoxp-1-${upper(163).padEnd(163, "X")}`],
  ["a Slack token", `xoxr-${a(12)}`],
  ["a Slack app token", `xapp-1-A${upper(10)}-${digits(13)}-${hex(64)}`],
  ["a Slack webhook", `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${a(24)}`],
  ["a Google API key", `AIza${a(35)}`],
  ["a Google OAuth secret", `{"client_secret":"${a(24)}"}`],
  ["a Google service account", '{ "type": "service_account" }'],
  ["a Twilio key", `SK${hex(32)}`],
  ["a Facebook secret", `facebook_secret = '${hex(32)}'`],
  ["a Twitter secret", `TWITTER: "${a(40)}"`],
  ["a GitHub secret", `github: '${a(38)}'`],
  ["a secret", `Secret="${a(32)}"`],
  ["an API key", `api_key: '${a(45)}'`],
  ["an API key", `ApiKey: '${a(32)}'`],
  ["a Heroku API key", `heroku ${uuid}`],
  ["an address with a password", "postgres://app:hunter22@db.internal/app"],
  ["an address with a password", "mongodb+srv://app:hunter22@db.internal"],
  ["an address with a password", "redis://:hunter22@cache.internal"],
  ["an address with a password", "postgres://u:pa:ss@db.internal"],
  ["an address with a password", "scheme://user:p/w@host"],
  ["an address with a password", "redis://:hunter/2:2@cache.internal"],
  ["an address with a password", `amqp://${unknownPart}:hunter22@mq "quoted"`],
];

for (const [format, text] of secrets) {
  test(`the search for secrets recognises ${format}: ${text.slice(0, 24).replaceAll("\n", " ")}…`, () => {
    expect(secretFormatOf(text)).toBe(format);
    expect(secretFormatOf(`before ${text} after`)).toBe(format);
  });
}

test.each([
  "",
  "prod",
  "https://api.example.com/v1?at=home@example.com",
  "https://example.com:8443/users/a@b",
  "https://example.com:8443/users/a:b@c",
  "https://example.com:8443?to=a:b@c",
  "kafka://one:9092,two:9092/a@b",
  "https://[::1]:8443/a@b",
  "docker://registry.example.com:5000/app:v1@sha256:0a1b",
  "git+ssh://git@github.com:org/repo.git",
  '{"to":"http://example.com:8080","from":"me@example.com"}',
  `http://api.internal:${unknownPart}/a:b@c`,
  "postgres://{{resolve:ssm:user}}:{{resolve:secretsmanager:db:SecretString:password}}@db.internal",
  "https://${AWS::AccountId}.example.com/a@b",
  "postgres://app@db.internal/app",
  "postgres://app:{{resolve:secretsmanager:db:SecretString:password}}@db.internal",
  `postgres://app:${unknownPart}@db.internal`,
  "postgres://app:${DB_PASSWORD}@db.internal",
  "arn:aws:secretsmanager:eu-central-1:222222222222:secret:github-AbCdEf",
  `AKIA${"x".repeat(16)}`,
  "pk_live_publishable",
  "whsec_short",
  "task-project-sk-anthropic",
  `disk-admin-${a(40)}`,
  "SG.eu-central-1.production",
  `dop_v1_${a(64)}`,
  "xoxo, see you soon",
  "-----BEGIN PUBLIC KEY-----",
  `secret on one line\n"${"a".repeat(32)}" on the next`,
])("the search for secrets takes %j for no secret", (text) => {
  expect(secretFormatOf(text)).toBeUndefined();
});

test("the search for secrets takes time in proportion to the length, whatever is repeated", () => {
  const pieces = [
    "github'",
    "api_key",
    'secret"',
    "://a:",
    "a://",
    "a://:",
    "a://b:c/",
    "://b:8/a:",
    "whsec_",
    "sk-ant-",
    "sk-proj-",
    "SG.",
    "SG.aaaaaaaaaaaaaaaaaaaaaaaa",
    "dop_v1_",
    "xox",
    "xapp-1-",
    '"client_secret":',
    "AKIA",
    "SK",
    "heroku0-",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(1_000_000 / piece.length);
    // Quadratic time would be minutes.
    expect(processorMs(() => secretFormatOf(text))).toBeLessThan(2_000);
  }
});
