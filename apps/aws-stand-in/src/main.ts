import { z } from "zod";
import { Config } from "./config.ts";
import { startAwsStandIn } from "./server.ts";

const config = Config.safeParse(process.env);

if (config.success) {
  await run(config.data);
} else {
  fail(`The configuration of the stand-in for AWS is not valid:\n${z.prettifyError(config.error)}`);
}

async function run(options: z.output<typeof Config>): Promise<void> {
  try {
    const standIn = await startAwsStandIn(options);
    const stop = () => void standIn.close();
    process.once("SIGTERM", stop).once("SIGINT", stop);
    process.stdout.write(`The Stagepass stand-in for AWS (not AWS) listens on ${standIn.url}\n`);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
