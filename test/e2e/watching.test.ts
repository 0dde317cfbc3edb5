import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ServiceId } from "@stagepass/contracts";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { eventually } from "../support/eventually.ts";
import { type ExportedSeries, readSeries } from "../support/prometheus/exported-series.ts";
import { readExpression } from "../support/prometheus/read-expression.ts";
import { root } from "../support/stack/stack.ts";
import { useStack } from "../support/stack/use-stack.ts";

const read = (name: string) => readFile(join(root, name), "utf8");
const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({ alert: z.string(), expr: z.string(), annotations: z.object({ summary: z.string() }) }),
      ),
    }),
  ),
});
const Dashboard = z.object({
  panels: z.array(
    z.object({
      title: z.string(),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })),
    }),
  ),
});
const Scraping = z.object({
  rule_files: z.array(z.string()),
  scrape_configs: z.array(
    z.object({ job_name: z.string(), dns_sd_configs: z.array(z.object({ names: z.array(z.string()) })) }),
  ),
});
const { groups } = Rules.parse(parse(await read("deploy/monitoring/alerts.yml")));
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = Dashboard.parse(JSON.parse(await read("deploy/monitoring/dashboard.json")));
/** All expressions, each with the text that shows what it found. */
const expressions = [
  ...alerts.map(({ alert, expr, annotations }) => ({ name: alert, expr, text: annotations.summary })),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({ name: title, expr, text: legendFormat })),
  ),
];

const stack = useStack();
let series: ExportedSeries;

beforeAll(async () => {
  const request = JSON.parse(await read("examples/storefront/requests/prod.json"));
  const { deployKey } = stack.facts;
  expect((await stack.as(deployKey)("POST", "/v1/resolve", request)).body.verdict).toBe("allowed");
  expect((await stack.as(deployKey)("POST", "/v1/resolve", { ...request, app: "none" })).status).toBe(404);
  series = await eventually(async () => {
    const found = readSeries(await (await fetch(new URL("/metrics", stack.facts.url))).text());
    const published = found.get("stagepass_events_published_total")?.get("service");
    return published?.has("resolver") ? found : undefined;
  }, "the event of the deploy is published");
});

/** What Prometheus itself adds: a series for each target, and two labels for each sample. */
const ofPrometheus = { metric: "up", labels: ["job", "instance"] };
/** Labels whose values are there only after something has gone wrong. */
const onlyInTrouble = ["outcome", "status"];

test.each(expressions)("$name asks for series that the services have: $expr", ({ expr, text }) => {
  const { selectors, groupedBy } = readExpression(expr);
  expect(selectors).not.toEqual([]);
  for (const { metric, matchers } of selectors) {
    const labels = metric === ofPrometheus.metric ? new Map() : series.get(metric);
    if (labels === undefined) throw new Error(`No service has the metric ${metric}.`);
    const known = [...labels.keys(), ...ofPrometheus.labels];
    const shown = [...text.matchAll(/\{\{\s*(?:\$labels\.)?([a-z]\w*)\s*\}\}/g)].map(([, label]) => label);
    expect(known).toEqual(expect.arrayContaining([...matchers.map(({ label }) => label), ...groupedBy]));
    expect(groupedBy.length > 0 ? groupedBy : known).toEqual(expect.arrayContaining(shown));
    for (const { label, operator, value } of matchers) {
      if (operator !== "=" || onlyInTrouble.includes(label) || ofPrometheus.labels.includes(label)) continue;
      expect([...(labels.get(label) ?? [])]).toContain(value);
    }
  }
});

test("an expression is read with its metrics, their labels and its groups", () => {
  expect(readExpression('sum by (le, a) (rate(b_total{c="d", e=~"5.."}[5m])) > 0.5')).toEqual({
    selectors: [
      {
        metric: "b_total",
        matchers: [
          { label: "c", operator: "=", value: "d" },
          { label: "e", operator: "=~", value: "5.." },
        ],
      },
    ],
    groupedBy: ["le", "a"],
  });
  expect(() => readExpression("irate(a[5m])")).toThrow("irate");
});

test("every alert has its line in docs/watching.md, and every service is scraped", async () => {
  const docs = await read("docs/watching.md");
  expect(alerts.map(({ alert }) => alert).filter((alert) => !docs.includes(`\`${alert}\``))).toEqual([]);
  const { rule_files, scrape_configs } = Scraping.parse(
    parse(await read("deploy/monitoring/prometheus.yml")),
  );
  expect(rule_files).toEqual(["alerts.yml"]);
  expect(scrape_configs).toMatchObject([{ job_name: "stagepass" }]);
  const names = scrape_configs.flatMap(({ dns_sd_configs }) => dns_sd_configs.flatMap((dns) => dns.names));
  expect(names.sort()).toEqual([...ServiceId.options].sort());
});
