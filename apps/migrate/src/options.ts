import { AppName, OrgName } from "@stagepass/contracts";
import { parseCommandLine, UsageError } from "@stagepass/runtime/terminal";

/** What the command line asks for. */
export interface Options {
  readonly org: string;
  readonly app: string | undefined;
  readonly action: "migrate" | "plan" | "undo";
  readonly asHosted: boolean;
  readonly json: boolean;
  readonly url: string;
  /** The access key of an admin. */
  readonly key: string;
}

export const help = `Moves applications from deployment profiles to providers and parameters, and takes that back.

Usage: npm run --silent migrate:providers -- --org ORG [options]

  --org ORG     the organization; every app of it is migrated, or
  --app APP     just this app
  --dry-run     only say what would be written, what is in the way, and what deploys would get
  --as-hosted   do no more than the hosted dashboard did: stages get what their profiles lack from the default
  --undo        take back the last migration, if nothing that it wrote was changed since
  --json        the answer of the API, in place of the report
  --url URL     where Stagepass is (STAGEPASS_URL, or http://127.0.0.1:4000)
  --help        show this

The access key of an admin is read from STAGEPASS_ACCESS_KEY.

Exit code: 0 done, or possible without any difference; 1 something is in the way, or deploys would get something else;
2 bad command line; 3 no answer, or the key does not permit it.
docs/migrating-to-providers.md says more.
`;

const known = {
  org: { type: "string" },
  app: { type: "string" },
  "dry-run": { type: "boolean" },
  "as-hosted": { type: "boolean" },
  undo: { type: "boolean" },
  json: { type: "boolean" },
  url: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line. Returns `"help"` when it asks for help. Throws `UsageError`. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | "help" {
  const { values } = parseCommandLine({ args: [...args], options: known }, advice);
  if (values.help === true) return "help";
  const { org, app, undo = false, json = false } = values;
  const [dryRun, asHosted] = [values["dry-run"] ?? false, values["as-hosted"] ?? false];
  if (org === undefined) throw usage("--org is missing");
  assertName("--org", OrgName.safeParse(org));
  if (app !== undefined) assertName("--app", AppName.safeParse(app));
  if (undo && (dryRun || asHosted)) throw usage("--undo stands alone, or beside --app");
  const key = env["STAGEPASS_ACCESS_KEY"];
  if (!key) throw usage("STAGEPASS_ACCESS_KEY is not set: it holds the access key of an admin");
  const url = values.url ?? env["STAGEPASS_URL"] ?? "http://127.0.0.1:4000";
  if (!URL.canParse(url)) throw usage(`${JSON.stringify(url)} is no URL`);
  return { org, app, action: undo ? "undo" : dryRun ? "plan" : "migrate", asHosted, json, url, key };
}

function assertName(
  option: string,
  parsed: { readonly error?: { readonly issues: readonly { message: string }[] } | undefined },
) {
  if (parsed.error !== undefined) throw usage(`${option} ${parsed.error.issues[0]?.message}`);
}

function usage(reason: string): UsageError {
  return new UsageError(`${reason}. ${advice}`);
}

const advice = "See: npm run migrate:providers -- --help";
