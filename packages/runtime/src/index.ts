import "./http/types.ts";

export type { Bus } from "./bus/bus.ts";
export { connectSubscriber } from "./bus/connect-subscriber.ts";
export { natsAccounts, natsServerConfig } from "./bus/nats-config.ts";
export {
  type Change,
  type Database,
  isDuplicate,
  type Queryable,
  type Transaction,
} from "./database/database.ts";
export { provisionDatabase, type StoringService, storingServices } from "./database/provision.ts";
export { admit } from "./http/access.ts";
export { mountApiDocs } from "./http/api-docs.ts";
export { PortInUseError } from "./http/listen.ts";
export { answerOnBehalf } from "./http/on-behalf.ts";
export { readPage } from "./http/page.ts";
export { assertConditions, entityTag } from "./http/preconditions.ts";
export type { ProblemFormat } from "./http/problem-format.ts";
export { mountProblemPages } from "./http/problem-pages.ts";
export { type BoundRoute, type Conditions, handle, handleKeyed, Reply } from "./http/route.ts";
export { createHttpServer } from "./http/server.ts";
export { remainingMs } from "./process/context.ts";
export { type Gathering, gather, type RunBatch } from "./process/gather.ts";
export { createLog, type Log } from "./process/log.ts";
export { createMetrics } from "./process/metrics.ts";
export { type Patience, patienceOf, persist, waitFor } from "./process/patience.ts";
export { type Supervision, supervise } from "./process/supervise.ts";
export { version } from "./process/version.ts";
export { ConfigError, type Environment } from "./service/config.ts";
export { run } from "./service/run.ts";
export { type Built, defineService, type HttpDialect, type Parts, type Service } from "./service/service.ts";
export { type Running, start } from "./service/start.ts";
