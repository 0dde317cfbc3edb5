// In place of the program of a thread that reads YAML: it ends when it is told to, and hears everything else as JSON.
import { parentPort } from "node:worker_threads";

parentPort.on("message", (text) => {
  if (text === "exit") process.exit(0);
  if (text === "throw") throw new Error("a fault of the program");
  parentPort.postMessage({ kind: "read", reading: { json: JSON.stringify(text) } });
});
parentPort.postMessage({ kind: "ready" });
