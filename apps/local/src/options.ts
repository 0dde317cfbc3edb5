import { resolve } from "node:path";
import { legacyProtocol } from "@stagepass/contracts";
import { parseCommandLine, UsageError } from "@stagepass/runtime/terminal";

export interface Options {
  readonly port: number;
  /** The port for the existing Serverless Framework clients. They are not answered when it is 0. */
  readonly legacyPort: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly aws: boolean;
}

export const help = `Runs all of Stagepass on this machine, on real parts: Postgres, NATS and a stand-in for AWS.

Usage: npm start -- [options]

  --port N         listen on this port (4000; 0 takes a free one)
  --legacy-port N  answer the existing Serverless Framework clients on this port (${legacyProtocol.port}; 0 does not)
  --data-dir DIR   keep data, keys and logs there (.stagepass)
  --fresh          delete what the data directory holds, and begin anew
  --aws            use the real AWS of this environment instead of the stand-in
  --help           show this
`;

/** Reads the command line. Returns `"help"` when it asks for help. Throws `UsageError`. */
export function readOptions(args: readonly string[], cwd: string): Options | "help" {
  const { values } = parseCommandLine({ args: [...args], options: known }, advice);
  if (values.help === true) return "help";
  return {
    port: readPort("--port", values.port ?? "4000"),
    legacyPort: readPort("--legacy-port", values["legacy-port"] ?? String(legacyProtocol.port)),
    dataDir: resolve(cwd, values["data-dir"] ?? ".stagepass"),
    fresh: values.fresh ?? false,
    aws: values.aws ?? false,
  };
}

const known = {
  port: { type: "string" },
  "legacy-port": { type: "string" },
  "data-dir": { type: "string" },
  fresh: { type: "boolean" },
  aws: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const advice = "Options stand behind two hyphens, as in: npm start -- --port 4100. See: npm start -- --help";

function readPort(name: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${name} must be a port number from 0 to 65535, not ${text}.`);
}
