import { run } from "@stagepass/runtime";
import { legacy } from "./service.ts";

await run([legacy], process.env);
