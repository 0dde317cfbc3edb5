/** The largest HTTP request body, in bytes. A compiled template of 5 MB fits beside its declaration. */
export const maxBodyBytes = 6 * 1024 * 1024;

/** The largest NATS message, in bytes. The largest HTTP body fits into it, with room for its envelope. */
export const maxMessageBytes = maxBodyBytes + 2 * 1024 * 1024;

/** The most questions or answers that services send in one message. */
export const mostPartsOfMessage = 16;

/** The largest message that a subscriber sends, in bytes: a dead letter, which holds an event and what went wrong. */
export const maxLetterBytes = 128 * 1024;

/** The deepest nesting of objects and arrays that is accepted in JSON or YAML from outside. */
export const maxDepth = 100;
