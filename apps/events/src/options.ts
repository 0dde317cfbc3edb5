import { resolve } from "node:path";
import { type EventType, OrgName } from "@stagepass/contracts";
import { parseCommandLine, UsageError } from "@stagepass/runtime/terminal";
import { checkDurableName, matchTypes, SubscribeError } from "@stagepass/subscriber";
import { parseSince } from "./parse-since.ts";

export interface Options {
  readonly json: boolean;
  /** The time from which events are shown. It is now when this is undefined. */
  readonly since: Date | undefined;
  readonly types: readonly EventType[];
  readonly org: string | undefined;
  /** The name under which NATS remembers what was shown. Without one, nothing is remembered. */
  readonly durable: string | undefined;
  /** The URL of the NATS server. It is that of the stack in the data directory when this is undefined. */
  readonly url: string | undefined;
  readonly dataDir: string;
}

export const help = `Follows what changes: profiles, applications, stages, access keys, and what became of deploys.

Usage: npm run --silent events -- [options]

  --json          one CloudEvent a line, for jq and scripts
  --since WHEN    begin at a time (2026-11-20T09:00Z) or so long ago (30m, 2h, 7d, PT2H), instead of now
  --type TYPE     just this type; * stands for any text: 'profiles.*', '*.deleted' (may be repeated)
  --org ORG       just this organization
  --durable NAME  remember under this name what was shown, and go on there the next time
  --url URL       follow this NATS server: nats://user:password@host:port (the local stack's)
  --data-dir DIR  the local stack's data directory (.stagepass)
  --help          show this

Events are kept for 30 days. docs/events.md lists them all.
`;

/** Reads the command line. Returns `"help"` when it asks for help. Throws `UsageError`. */
export function readOptions(args: readonly string[], cwd: string, now: Date): Options | "help" {
  const { values } = parseCommandLine({ args: [...args], options: known }, "See: npm run events -- --help");
  if (values.help === true) return "help";
  return {
    json: values.json ?? false,
    since: values.since === undefined ? undefined : parseSince(values.since, now),
    types: usage("--type", () => matchTypes(values.type ?? [])),
    org: readOrg(values.org),
    durable: usage("--durable", () => readDurable(values.durable)),
    url: readUrl(values.url),
    dataDir: resolve(cwd, values["data-dir"] ?? ".stagepass"),
  };
}

const known = {
  json: { type: "boolean" },
  since: { type: "string" },
  type: { type: "string", multiple: true },
  org: { type: "string" },
  durable: { type: "string" },
  url: { type: "string" },
  "data-dir": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Turns the subscriber's error about a name into a `UsageError` about the option. */
function usage<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SubscribeError ? new UsageError(`${option}: ${error.message}`) : error;
  }
}

function readDurable(name: string | undefined): string | undefined {
  if (name !== undefined) checkDurableName(name);
  return name;
}

function readOrg(org: string | undefined): string | undefined {
  const parsed = OrgName.optional().safeParse(org);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--org: ${JSON.stringify(org)} ${parsed.error.issues[0]?.message}.`);
}

function readUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && ["nats:", "tls:"].includes(parsed.protocol) && parsed.host !== "") return url;
  // The URL may hold a password, so it is not repeated.
  throw new UsageError("--url must be like nats://user:password@host:4222, or tls:// for TLS.");
}
