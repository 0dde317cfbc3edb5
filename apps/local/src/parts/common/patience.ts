/**
 * How long a step of the start that needs no network may take, in milliseconds. It is long because the machine may be
 * busy.
 */
export const PATIENCE_MS = 5 * 60_000;
