import { authenticate, getAccessRole, getProviderRole, Problem } from "@stagepass/contracts";
import { countAttempts, defineService, randomText } from "@stagepass/runtime";
import { assumeRole } from "./aws/assume-role.ts";
import { openAws } from "./aws/clients.ts";
import { fetchSecrets } from "./aws/fetch-secrets.ts";
import { fetchSsm } from "./aws/fetch-ssm.ts";
import { ownIdentityReader } from "./aws/own-identity.ts";
import { tryRole } from "./aws/try-role.ts";
import { registerBus } from "./bus.ts";
import { Config, ownCredentials } from "./config.ts";
import type { Ports } from "./domain/ports.ts";
import { httpRoutes } from "./http.ts";
import { checkRetention, recordCheck, recordChecked } from "./store/checks.ts";
import { getExternalId } from "./store/external-ids.ts";
import { issuanceRetention } from "./store/issuance-retention.ts";
import { recordFailed, recordIntent, recordIssued } from "./store/issuances.ts";
import { rememberExternalIds } from "./store/remember-external-ids.ts";

/** The credentials service: sessions of access roles, secrets read with them, and the ledger of both. */
export const credentials = defineService({
  name: "credentials",
  env: Config,
  migrations: new URL("../migrations/", import.meta.url),
  create({ config, bus, database, watchAws }) {
    const aws = openAws({
      region: config.CREDENTIALS_AWS_REGION,
      endpoint: config.CREDENTIALS_AWS_ENDPOINT,
      credentials: ownCredentials(config),
      watch: watchAws,
    });
    const ports: Ports = {
      getExternalId: rememberExternalIds((org, roleArn) => getExternalId(database, org, roleArn)),
      recordIntent: (session) => recordIntent(database, session),
      recordIssued: (issuanceId, session, grant) => recordIssued(database, issuanceId, session, grant),
      recordFailed: (issuanceId, problem) => recordFailed(database, issuanceId, problem),
      assumeRole: (session, externalId) => assumeRole(aws, session, externalId),
      fetchSecrets: (session, secrets) => fetchSecrets(aws, session, secrets),
      now: () => new Date(),
      newCheckId: () => `chk_${randomText(16, "base64url")}`,
      countCheck: countAttempts({ most: 30, windowMs: 60_000, refuse: tooManyChecks }),
      recordCheck: (check) => recordCheck(database, check),
      recordChecked: (id, outcome) => recordChecked(database, id, outcome),
      tryRole: (session, externalId) => tryRole(aws, session, externalId),
      fetchSsm: (session, parameters) => fetchSsm(aws, session, parameters),
      getOwnIdentity: ownIdentityReader(aws, config.CREDENTIALS_AWS_PRINCIPAL_ARN),
      getAccessRole: async (org, profile) => (await bus.call(getAccessRole, { org, profile })).accessRole,
      getProviderRole: async (org, provider) =>
        (await bus.call(getProviderRole, { org, provider })).accessRole,
    };
    registerBus(bus, ports);
    return {
      routes: httpRoutes(ports),
      authenticate: (digest) => bus.call(authenticate, { digest }),
      retentions: [
        issuanceRetention(config.CREDENTIALS_ISSUANCES_RETENTION_DAYS),
        checkRetention(config.CREDENTIALS_ISSUANCES_RETENTION_DAYS),
      ],
      close: async () => aws.close(),
    };
  },
});

function tooManyChecks(): Problem {
  return new Problem(
    "too-many-requests",
    "This access key made thirty checks within a minute. Wait a minute, and try it again.",
  );
}
