// Makes requests/<stage>.json out of what `osls package` left in packaged/<stage>: what a deploy sends to Stagepass.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

mkdirSync(new URL("requests", import.meta.url), { recursive: true });
for (const stage of ["prod", "dev", "us"]) {
  const template = read(`packaged/${stage}/cloudformation-template-update-stack.json`);
  const { service, provider, functions, custom, resources } = read(
    `packaged/${stage}/serverless-state.json`,
  ).service;
  // The request has the template in a field of its own; the framework keeps copies of it in the provider.
  const { compiledCloudFormationTemplate: _, coreCloudFormationTemplate: __, ...declared } = provider;
  const request = {
    org: custom.stagepass.org,
    app: custom.stagepass.app,
    stage: provider.stage,
    service,
    region: provider.region,
    purpose: "deploy",
    frameworkVersion: "4.3.1",
    client: { name: "osls", version: "4.3.1" },
    declaration: { service, provider: declared, functions, custom, resources },
    template,
  };
  writeFileSync(new URL(`requests/${stage}.json`, import.meta.url), `${JSON.stringify(request, null, 2)}\n`);
}
