import { type Metric, type OpenMetricsContentType, Registry } from "prom-client";

/**
 * A registry that shows the same metrics in the OpenMetrics format. When it is read, the library cuts the ending `_total`
 * off the names of counters for good; a counter here therefore only inherits from the one that it shows.
 */
export function openMetricsOf(registry: Registry): Registry<OpenMetricsContentType> {
  const open = new Registry<OpenMetricsContentType>();
  open.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const { name } of registry.getMetricsAsArray()) {
    const metric = registry.getSingleMetric(name);
    if (metric === undefined) continue;
    open.registerMetric(isCounter(metric) ? (Object.create(metric) as Metric) : metric); // it has all that it inherits
  }
  return open;
}

function isCounter(metric: Metric): boolean {
  return "type" in metric && metric.type === "counter";
}
