import { run } from "@stagepass/runtime";
import { resolver } from "./service.ts";

await run([resolver], process.env);
