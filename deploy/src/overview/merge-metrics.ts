import type { ReplicaAnswer } from "./replicas.ts";

interface Metric {
  readonly about: Map<string, string>;
  readonly samples: string[];
}

/**
 * Merges the Prometheus expositions of several replicas into one. Every sample has a label `replica`, and the samples of a
 * metric follow its one description, as the text format requires.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function mergeMetrics(answers: readonly ReplicaAnswer[]): string {
  const metrics = new Map<string, Metric>();
  for (const { replica, text } of answers) {
    if (text !== undefined) addMetrics(metrics, replica, text);
  }
  return [...metrics.values()]
    .map(({ about, samples }) => `${[...about.values(), ...samples].join("\n")}\n`)
    .join("\n");
}

/** Adds the metrics of one replica. In its exposition, the description of a metric comes before its samples. */
function addMetrics(metrics: Map<string, Metric>, replica: string, text: string): void {
  let metric: Metric | undefined;
  for (const line of text.split("\n").filter((line) => line !== "")) {
    const [, kind, name] = /^# (HELP|TYPE) (\S+)/.exec(line) ?? [];
    if (kind === undefined || name === undefined) {
      metric?.samples.push(labelled(line, replica));
      continue;
    }
    metric = metrics.get(name) ?? { about: new Map(), samples: [] };
    metric.about.set(kind, line);
    metrics.set(name, metric);
  }
}

/** Adds the label to a sample such as `name{a="b"} 1` or `name 1`. */
function labelled(sample: string, replica: string): string {
  const label = `replica="${replica}"`;
  return sample.replace(/^([^\s{]+)(\{)?/, (_, name: string, open?: string) =>
    open === undefined ? `${name}{${label}}` : `${name}{${label},`,
  );
}
