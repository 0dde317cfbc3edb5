// Starts a sandbox, keeps its processes busy, says which they are, and waits to be killed.
import { startSandbox } from "../../dist/sandbox/start-sandbox.js";

const sandbox = await startSandbox();
process.send(sandbox.pids());
const target = { org: "acmecorp", app: "a", stage: "dev", service: "s", region: "eu-central-1" };
const evaluate = () =>
  sandbox.evaluate({ engine: "javascript", source: "for (;;);" }, { target, now: "2026-11-20T12:00:00Z" });
for (;;) await Promise.allSettled([evaluate(), evaluate()]);
