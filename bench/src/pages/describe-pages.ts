import type { PageFigures } from "./bench-pages.ts";

/** The figures as a table. */
export function describePages({ firstLoadBytes, interactions }: PageFigures): string {
  const rows = interactions.map(
    ({ name, presses, p50, slowest }) => `| ${name} | ${presses} | ${p50} | ${slowest} |`,
  );
  return [
    `JavaScript on first load: ${(firstLoadBytes / 1_000).toFixed(0)} kB, compressed`,
    "",
    "| interaction to next paint, in ms | presses | p50 | slowest |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
