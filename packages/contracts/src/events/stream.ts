/**
 * The stream that keeps all events. Events have subjects of four tokens and requests of three, so that the stream can
 * never include a request. The subjects have to be a pattern and not a list: a consumer can push messages to a subject
 * if there is a subscription to exactly that subject, such as the one that a stream makes for a subject of a list.
 */
export const eventStream = { name: "STAGEPASS_EVENTS", subjects: ["*.v1.*.*"] } as const;

/**
 * The stream that keeps the events that subscribers gave up on, under `dead-letter.<durable>`. Its subjects have two
 * tokens, since NATS rejects `dead-letter.>`, which overlaps with `*.v1.*.*`.
 */
export const deadLetterStream = { name: "STAGEPASS_DEAD_LETTERS", subjects: ["dead-letter.*"] } as const;

/**
 * How a NATS client reaches the streams: this is its `apiPrefix`, or `EVENTS` is its JetStream domain. The streams are in
 * an account of their own; the accounts of services and subscribers have no JetStream.
 */
export const eventsApiPrefix = "$JS.EVENTS.API";

/** The options of `jetstream` and `jetstreamManager` of the `nats` package with which they reach the streams. */
export const eventsJetStream = { apiPrefix: eventsApiPrefix, checkAPI: false } as const;
