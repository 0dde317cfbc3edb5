import { createHash, randomBytes } from "node:crypto";
import { authenticate, evaluate, issueCredentials, open, plan } from "@stagepass/contracts";
import { defineService } from "@stagepass/runtime";
import { Config } from "./config.ts";
import type { RecordPorts } from "./domain/deployments.ts";
import type { Ports } from "./domain/ports.ts";
import { httpRoutes } from "./http.ts";
import { findDeployment, listDeployments } from "./store/read-deployments.ts";
import { recordBlocked, recordFailed, recordIntent, recordResolved } from "./store/record-deployment.ts";

/** Answers resolve calls and keeps the record of them. */
export const resolver = defineService({
  name: "resolver",
  env: Config,
  migrations: new URL("../migrations/", import.meta.url),
  create({ bus, database }) {
    const ports: Ports & RecordPorts = {
      plan: (input) => bus.call(plan, input),
      evaluate: (input) => bus.call(evaluate, input),
      open: (input) => bus.call(open, input),
      issue: (input) => bus.call(issueCredentials, input),
      newDeploymentId: () => `dep_${randomBytes(16).toString("base64url")}`,
      digest: (text) => createHash("sha256").update(text).digest("hex"),
      recordBlocked: (intent) => recordBlocked(database, intent),
      recordIntent: (intent) => recordIntent(database, intent),
      recordResolved: (intent, credentials) => recordResolved(database, intent, credentials),
      recordFailed: (intent, problem) => recordFailed(database, intent, problem),
      listDeployments: (org, after, limit) => listDeployments(database, org, after, limit),
      findDeployment: (org, id) => findDeployment(database, org, id),
    };
    return { routes: httpRoutes(ports), authenticate: (digest) => bus.call(authenticate, { digest }) };
  },
});
