import { run } from "@stagepass/runtime";
import { credentials } from "./service.ts";

// Read by the AWS SDK itself when its first client is made: that Node 20 is old is no news to whoever reads the log.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

await run([credentials], process.env);
