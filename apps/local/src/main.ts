import { supervise } from "@stagepass/runtime";
import { banner } from "./banner.ts";
import { help, readOptions } from "./options.ts";
import { stopWithParent } from "./parent.ts";
import { startStack } from "./stack.ts";

await supervise(async (supervision) => {
  const options = readOptions(process.argv.slice(2), process.cwd());
  if (options === "help") {
    process.stdout.write(help);
    return;
  }
  stopWithParent(supervision);
  const onProgress = (message: string) => void process.stderr.write(`${message} …\n`);
  const stack = await startStack(options, { env: process.env, supervision, onProgress });
  process.stdout.write(banner(stack));
});
