// A process that reads a document in a thread, closes, and has then nothing left to do.
import { startYamlThreads } from "../../dist/yaml-threads/start-yaml-threads.js";

const yaml = await startYamlThreads();
void yaml.read("a: b\n".repeat(100), "acmecorp").catch(() => {});
await yaml.close();
