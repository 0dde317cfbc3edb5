import { expect, test } from "vitest";
import { readMetricsText } from "./metrics-text.ts";

test("reads values with and without labels, and adds up those of one name", () => {
  const text = `# HELP handles Number of handles.
# TYPE handles gauge
handles{type="Socket"} 12
handles{type="Server {odd}"} 1
heap_bytes 1.5e+7
`;
  expect([...readMetricsText(text)]).toEqual([
    ["handles", 13],
    ["heap_bytes", 15_000_000],
  ]);
});
