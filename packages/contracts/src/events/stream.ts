/**
 * The stream that keeps all events. Its subjects have four tokens, a request's three: it can never take in a request.
 * They stay patterns: a consumer pushes to a subject only where somebody listens to just that.
 */
export const eventStream = { name: "STAGEPASS_EVENTS", subjects: ["*.v1.*.*"] } as const;

/**
 * The stream that keeps what a subscriber gave up on, under `dead-letter.<durable>`. Its subjects have two tokens:
 * NATS refuses `dead-letter.>`, which would overlap with the events' `*.v1.*.*`.
 */
export const deadLetterStream = { name: "STAGEPASS_DEAD_LETTERS", subjects: ["dead-letter.*"] } as const;

/**
 * Where the streams' JetStream is found: the `apiPrefix` of a NATS client, or `EVENTS` as its JetStream domain. They are
 * in an account of their own, and nobody's own account has a JetStream.
 */
export const eventsApiPrefix = "$JS.EVENTS.API";

/** What `jetstream` and `jetstreamManager` of the `nats` package need to reach the streams. */
export const eventsJetStream = { apiPrefix: eventsApiPrefix, checkAPI: false } as const;
