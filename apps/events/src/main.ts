import { supervise } from "@stagepass/runtime";
import { follow } from "./follow.ts";
import { help, readOptions } from "./options.ts";
import { openScreen } from "./screen.ts";

await supervise(async (supervision) => {
  const options = readOptions(process.argv.slice(2), process.cwd(), new Date());
  if (options === "help") {
    process.stdout.write(help);
    return;
  }
  const stop = () => void process.kill(process.pid, "SIGTERM");
  await follow(options, openScreen(process, process.env, stop), supervision);
});
