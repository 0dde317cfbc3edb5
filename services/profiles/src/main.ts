import { run } from "@stagepass/runtime";
import { profiles } from "./service.ts";

await run([profiles], process.env);
