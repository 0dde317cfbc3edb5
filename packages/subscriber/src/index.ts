export { type EventOf, type EventType, eventTypes } from "@stagepass/contracts";
export { DeadLetter } from "./delivery/dead-letter.ts";
export type { DeliveryContext, EventHandler } from "./delivery/deliver.ts";
export { SubscribeError, type SubscribeErrorCode } from "./errors/subscribe-error.ts";
export { checkDurableName } from "./options/durable-name.ts";
export { matchTypes } from "./options/match-types.ts";
export type { SubscribeOptions, SubscriberNotice } from "./options/options.ts";
export { rememberInMemory, type SeenEvents } from "./options/seen-events.ts";
export { type Subscription, subscribe } from "./subscribe.ts";
