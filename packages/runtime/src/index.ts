import "./http/types.ts";

export type { Bus } from "./bus/bus.ts";
export { connectSubscriber } from "./bus/connect-subscriber.ts";
export { natsAccounts, natsServerConfig } from "./bus/nats-config.ts";
export { type Announcement, announcementOf } from "./database/announcement.ts";
export { fewAsked, type RowChange } from "./database/commit-together.ts";
export type { Database, Transaction } from "./database/database.ts";
export { isDeadlock, isDuplicate } from "./database/failures.ts";
export { provisionDatabase, type StoringService, storingServices } from "./database/provision.ts";
export type { Queryable } from "./database/queryable.ts";
export { type Retention, retentionDays } from "./database/retention.ts";
export { inWildcards, placesAfter } from "./database/wildcards.ts";
export { type Following, following } from "./events/follow-events.ts";
export type { FollowEvents } from "./events/tail/event-tail.ts";
export { admit } from "./http/access.ts";
export { mountApiDocs, mountStartAtDocs } from "./http/api-docs.ts";
export { PortInUseError } from "./http/listen.ts";
export { answerOnBehalf } from "./http/on-behalf.ts";
export { readPage } from "./http/page.ts";
export { assertConditions, entityTag } from "./http/preconditions.ts";
export { mountProblemPages } from "./http/problem-pages.ts";
export type { ProblemFormat } from "./http/problems/problem-format.ts";
export {
  type BoundRoute,
  type Conditions,
  handle,
  handleKeyed,
  handleStream,
  Reply,
  type ReplyFormat,
} from "./http/route.ts";
export { createHttpServer } from "./http/server.ts";
export { type BegunSession, sessionDigest } from "./http/sessions/session-cookie.ts";
export { mountSite } from "./http/site.ts";
export { createMetrics } from "./metrics/metrics.ts";
export { remainingMs } from "./process/context.ts";
export { type Gathering, gather, type RunBatch } from "./process/gather.ts";
export { createLog, type Log } from "./process/log.ts";
export { type Patience, patienceOf, persist, waitFor } from "./process/patience.ts";
export { randomText } from "./process/random-text.ts";
export { type Supervision, supervise } from "./process/supervise.ts";
export { version } from "./process/version.ts";
export { type AttemptLimit, countAttempts } from "./process/workload/attempts.ts";
export { ConfigError, type Environment } from "./service/config.ts";
export { run } from "./service/run.ts";
export { type Built, defineService, type HttpDialect, type Parts, type Service } from "./service/service.ts";
export { type Running, start } from "./service/start.ts";
export type { AwsAnswer, WatchAws } from "./service/watch-aws.ts";
