/**
 * The name of the event that says that others may have been missed: the stream is another one now, or the id is too old.
 * Read what you show anew. All other events of a stream have no name.
 */
export const resetEvent = "reset";
