import { setImmediate, setTimeout } from "node:timers/promises";
import type { Safeguard } from "@stagepass/contracts";
import { percentile } from "./figures/statistics.ts";
import { loadSafeguards, type Ports } from "./safeguards-build.ts";
import { sampleDeploy } from "./sample-deploy.ts";

/** Latencies are in milliseconds. */
interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What safeguards cost for a deploy of 200 resources. */
export interface SafeguardFigures {
  readonly builtIn: Figures;
  readonly expression: Figures;
  readonly javascript: Figures;
  /** The p99 of built-in evaluations in alternating rounds, without and with two endless policies. */
  readonly neighbours: { readonly quiet: number[]; readonly noisy: number[]; readonly medianRatio: number };
}

const builtIn = [
  safeguard("allowed-regions", ["eu-central-1"]),
  safeguard("allowed-stages", "^(dev|prod)$"),
  safeguard("allowed-runtimes", ["nodejs22.x"]),
  safeguard("allowed-function-names", "${SERVICE}-${STAGE}-${FUNCTION}"),
  safeguard("framework-version", ">=4.0.0"),
  safeguard("require-cfn-role"),
  safeguard("required-stack-tags", { team: "^[a-z]+$" }),
  safeguard("require-description"),
  safeguard("require-dlq"),
  safeguard("require-global-vpc"),
  safeguard("forbid-lambda-apig-integration"),
  safeguard("no-secret-env-vars"),
  safeguard("no-wild-iam-role-statements"),
  safeguard("forbid-s3-http-access"),
  safeguard("restricted-deploy-times", [
    { time: "2024-01-05T12:00", duration: "PT1S", interval: "P1W", timeZone: "Europe/Berlin" },
  ]),
];
const expression = safeguard("expression", 'resources.all(r, r.type != "AWS::S3::Bucket")');
const javascript = safeguard(
  "javascript",
  'Object.values(compiled["cloudformation-template-update-stack.json"].Resources).every(({ Type }) => Type)',
);
const endless = [safeguard("javascript", "for (;;);")];

function safeguard(id: string, settings?: unknown): Safeguard {
  return { name: id, safeguard: id, enforcementLevel: "error", settings };
}

/** Measures one evaluation after the other, each for a number of seconds, and the neighbours for ten rounds of as long. */
export async function benchSafeguards(seconds: number): Promise<SafeguardFigures> {
  const { evaluate, startSandbox } = await loadSafeguards();
  const sandbox = await startSandbox();
  const ports: Ports = {
    sandbox,
    yaml: { read: () => Promise.reject(new Error("The sample's template is JSON.")) },
    now: () => new Date(),
    pause: () => setImmediate(),
    wait: (durationMs, signal) => setTimeout(durationMs, undefined, { signal }),
    policyThrew: () => {},
  };
  const input = sampleDeploy();
  const judge = (safeguards: Safeguard[]) =>
    evaluate({ safeguards, purpose: "deploy", unsent: "blocks", input }, ports);
  const measure = (safeguards: Safeguard[]) => repeat(() => judge(safeguards), seconds);

  try {
    for (const safeguards of [builtIn, [expression], [javascript]]) {
      const { verdict, results } = await judge(safeguards);
      if (verdict !== "allowed") throw new Error(`The sample is refused: ${JSON.stringify(results)}`);
    }
    const figures = {
      builtIn: await measure(builtIn),
      expression: await measure([expression]),
      javascript: await measure([javascript]),
    };
    const quiet: number[] = [];
    const noisy: number[] = [];
    for (let round = 0; round < 5; round++) {
      quiet.push((await measure(builtIn)).p99);
      noisy.push(
        await amid(
          () => judge(endless),
          async () => (await measure(builtIn)).p99,
        ),
      );
    }
    const ratios = noisy.map((p99, round) => p99 / (quiet[round] ?? Number.NaN)).sort((a, b) => a - b);
    return { ...figures, neighbours: { quiet, noisy, medianRatio: ratios[2] ?? Number.NaN } };
  } finally {
    await sandbox.close();
  }
}

async function repeat(run: () => Promise<unknown>, seconds: number): Promise<Figures> {
  const latencies: number[] = [];
  const begun = performance.now();
  while (performance.now() - begun < seconds * 1_000) {
    const started = performance.now();
    await run();
    latencies.push(performance.now() - started);
  }
  const perSecond = (latencies.length / (performance.now() - begun)) * 1_000;
  latencies.sort((a, b) => a - b);
  return { perSecond, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** Measures while two others do the same thing over and over. */
async function amid<T>(noise: () => Promise<unknown>, measure: () => Promise<T>): Promise<T> {
  let measuring = true;
  const disturb = async () => {
    while (measuring) await noise();
  };
  const neighbours = [disturb(), disturb()];
  try {
    return await measure();
  } finally {
    measuring = false;
    await Promise.all(neighbours);
  }
}

/** The figures in words. */
export function describeSafeguards({ neighbours, ...figures }: SafeguardFigures): string {
  const lines = Object.entries(figures).map(
    ([name, { perSecond, p50, p99 }]) =>
      `${name.padEnd(12)}${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms`,
  );
  const list = (values: readonly number[]) => values.map((value) => value.toFixed(1)).join(" ");
  return `${lines.join("\n")}
built-in p99 in ms, alone: ${list(neighbours.quiet)}; beside two endless policies: ${list(neighbours.noisy)}; median ratio ${neighbours.medianRatio.toFixed(2)}
`;
}
