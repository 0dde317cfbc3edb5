import { run } from "@stagepass/runtime";
import { safeguards } from "./service.ts";

await run([safeguards], process.env);
