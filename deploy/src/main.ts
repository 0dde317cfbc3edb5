import { supervise } from "@stagepass/runtime";
import { makeSecrets } from "./make-secrets.ts";
import { startOverview } from "./overview/overview.ts";
import { findReplicas } from "./overview/replicas.ts";
import { provision } from "./provision.ts";

await supervise(async ({ onStop }) => {
  const command = process.argv[2];
  switch (command) {
    case "provision": {
      const warning = await provision(process.env);
      if (warning !== undefined) process.stderr.write(warning);
      return;
    }
    case "overview": {
      onStop(await startOverview(findReplicas, process.env));
      return;
    }
    case "secrets": {
      const { environmentFile, operatorKey } = makeSecrets();
      process.stdout.write(environmentFile);
      process.stderr.write(`The operator's key, which nobody can show you again: ${operatorKey}\n`);
      return;
    }
    default:
      throw new Error(`There is no command ${command}. There are: provision, overview, secrets.`);
  }
});
