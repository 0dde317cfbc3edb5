import "./http-types.ts";

export type { Bus } from "./bus.ts";
export { ConfigError, type Environment } from "./config.ts";
export { remainingMs } from "./context.ts";
export { type Change, type Database, isDuplicate, type Queryable, type Transaction } from "./database.ts";
export { type BoundRoute, handle, type IfMatch, Reply } from "./http-route.ts";
export { demandMatch, entityTag } from "./if-match.ts";
export type { Log } from "./log.ts";
export { natsServerConfig } from "./nats-config.ts";
export { provisionDatabase, type StoringService } from "./provision.ts";
export { run } from "./run.ts";
export { type Built, defineService, type Parts, type Service } from "./service.ts";
export { type Running, start } from "./start.ts";
export { type Supervision, supervise } from "./supervise.ts";
export { version } from "./version.ts";
