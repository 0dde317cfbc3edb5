/** The values of a page of metrics by their names, in the format of Prometheus. Those of one name are added up. */
export function readMetricsText(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const [, name = "", value] of text.matchAll(/^(\w+)(?:\{[^\n]*\})? (\S+)$/gm))
    values.set(name, (values.get(name) ?? 0) + Number(value));
  return values;
}
