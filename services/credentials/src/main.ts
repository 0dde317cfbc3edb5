import { run } from "@stagepass/runtime";
import { credentials } from "./service.ts";

// The AWS SDK reads this when its first client is made. Without it, the SDK would warn in every log that Node 20 is
// old.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

await run([credentials], process.env);
