export { type EventOf, type EventType, eventTypes } from "@stagepass/contracts";
export { DeadLetter } from "./dead-letter.ts";
export type { DeliveryContext, EventHandler } from "./deliver.ts";
export { checkDurableName } from "./durable-name.ts";
export { matchTypes } from "./match-types.ts";
export type { SubscribeOptions, SubscriberNotice } from "./options.ts";
export { rememberInMemory, type SeenEvents } from "./seen-events.ts";
export { type Subscription, subscribe } from "./subscribe.ts";
export { SubscribeError, type SubscribeErrorCode } from "./subscribe-error.ts";
