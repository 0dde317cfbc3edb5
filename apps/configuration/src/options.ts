import { OrgName } from "@stagepass/contracts";
import { parseCommandLine, UsageError } from "@stagepass/runtime/terminal";

/** Where Stagepass is, and whose configuration is meant. */
export interface Connection {
  readonly url: string;
  readonly org: string;
  /** The access key of an admin. It is no argument, which other users of the machine could see. */
  readonly key: string;
}

/** What the command line asks for. `file` is a path, or `-` for standard input or output. */
export type Command = Connection & { readonly file: string; readonly json: boolean } & (
    | { readonly name: "export" }
    | { readonly name: "plan"; readonly prune: boolean; readonly exitCode: boolean }
    | { readonly name: "apply"; readonly prune: boolean; readonly base: string | undefined }
  );

export const help = `Brings the configuration of an organization out as one document, and a document in.

Usage: npm run --silent config -- plan FILE --org ORG [options]
       npm run --silent config -- apply FILE --org ORG [options]
       npm run --silent config -- export [FILE] --org ORG [--json]

plan shows what applying a document would change, and changes nothing. apply makes everything what the document says,
or nothing. export writes the document, without values: in YAML, or in JSON for FILE.json or with --json. FILE can be -
for standard input and output.

  --org ORG       the organization (STAGEPASS_ORG)
  --prune         also remove what the document's collections do not name; plan says what that is
  --exit-code     plan ends with 2 when something would change
  --base DIGEST   apply only what the plan with this digest showed
  --json          the answer of the API, in place of the report
  --url URL       where Stagepass is (STAGEPASS_URL, or http://127.0.0.1:4000)
  --help          show this

The access key of an admin is read from STAGEPASS_ACCESS_KEY.

Exit code: 0 done; 1 bad command line, refused or no answer; 2 something would change (plan --exit-code).
docs/configuration-as-code.md says more.
`;

const known = {
  org: { type: "string" },
  prune: { type: "boolean" },
  base: { type: "string" },
  "exit-code": { type: "boolean" },
  json: { type: "boolean" },
  url: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the command line. Returns `"help"` when it asks for help. Throws `UsageError`. */
export function readOptions(args: readonly string[], env: Environment): Command | "help" {
  const { values, positionals } = parseCommandLine(
    { args: [...args], options: known, allowPositionals: true },
    advice,
  );
  if (values.help === true) return "help";
  const [name, file, unexpected] = positionals;
  const { prune = false, base, json = false, "exit-code": exitCode = false } = values;
  if (name !== "export" && name !== "plan" && name !== "apply")
    throw usage(`The command is ${name === undefined ? "missing" : "unknown"}: use plan, apply or export`);
  if (unexpected !== undefined) throw usage(`Unexpected argument ${JSON.stringify(unexpected)}`);
  if (name === "export" && prune) throw usage("--prune belongs to plan and apply");
  if (name !== "plan" && exitCode) throw usage("--exit-code belongs to plan");
  if (name !== "apply" && base !== undefined) throw usage("--base belongs to apply");
  if (name === "export") return { name, file: file ?? "-", json, ...readConnection(values, env) };
  if (file === undefined) throw usage("FILE is missing");
  const common = { file, json, prune, ...readConnection(values, env) };
  return name === "plan" ? { name, exitCode, ...common } : { name, base, ...common };
}

function readConnection(
  given: { readonly org?: string; readonly url?: string },
  env: Environment,
): Connection {
  const org = given.org ?? env["STAGEPASS_ORG"];
  if (!org) throw usage("--org is missing");
  const parsed = OrgName.safeParse(org);
  if (!parsed.success) throw usage(`--org ${parsed.error.issues[0]?.message}`);
  const key = env["STAGEPASS_ACCESS_KEY"];
  if (!key) throw usage("STAGEPASS_ACCESS_KEY is not set: it holds the access key of an admin");
  const url = given.url ?? (env["STAGEPASS_URL"] || "http://127.0.0.1:4000");
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw usage(`${JSON.stringify(url)} is no URL that begins with http:// or https://`);
  return { org, key, url };
}

function usage(reason: string): UsageError {
  return new UsageError(`${reason}. ${advice}`);
}

const advice = "See: npm run config -- --help";
