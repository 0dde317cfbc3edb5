/** The metrics of an exposition in the text format: their labels, each with its values. */
export type ExportedSeries = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** Reads which series an exposition has: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function readSeries(exposition: string): ExportedSeries {
  const series = new Map<string, Map<string, Set<string>>>();
  for (const line of exposition.split("\n")) {
    const [, name, labels = ""] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = series.get(name) ?? new Map<string, Set<string>>();
    series.set(name, known);
    for (const [, label = "", value = ""] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  return series;
}
