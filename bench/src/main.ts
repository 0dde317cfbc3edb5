// The figures that the documentation names: `npm run bench -- [resolve|events|safeguards|clients] [--json]`.
import { parseArgs } from "node:util";
import { benchClients, describeClients } from "./clients.ts";
import { benchEvents, describeEvents } from "./events.ts";
import { table } from "./figures/table.ts";
import { baseline, benchResolve } from "./resolve/bench-resolve.ts";
import { benchSafeguards, describeSafeguards } from "./safeguards.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "5" },
    runs: { type: "string", default: "20" },
    changes: { type: "string", default: "10000" },
    events: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
  },
});

const print = (figures: unknown, readable: () => string) =>
  process.stdout.write(values.json ? `${JSON.stringify(figures, null, 2)}\n` : readable());

const benches: Record<string, () => Promise<void>> = {
  resolve: async () => {
    const measured = await benchResolve(Number(values.seconds));
    print(measured, () => table(measured, baseline));
  },
  events: async () => {
    const figures = await benchEvents(Number(values.changes), Number(values.events));
    print(figures, () => describeEvents(figures));
  },
  safeguards: async () => {
    const figures = await benchSafeguards(Number(values.seconds));
    print(figures, () => describeSafeguards(figures));
  },
  clients: async () => {
    const figures = await benchClients(Number(values.runs));
    print(figures, () => describeClients(figures));
  },
};

const [name = "resolve"] = positionals;
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`There is no bench ${name}. There are: ${Object.keys(benches).join(", ")}.\n`);
  process.exitCode = 2;
} else {
  await bench();
}
